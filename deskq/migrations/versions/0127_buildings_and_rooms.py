"""Buildings, floors and rooms. The places of counters become rooms; the columns of the counters stay as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0127"
down_revision = "0115"
branch_labels = None
depends_on = None

TEXTS = ("floor_fa", "floor_en", "room_fa", "room_en")
#: Words in the name of a floor, and its level; of others the order is kept.
LEVELS = {"همکف": 0, "زیرزمین": -1, "اول": 1, "دوم": 2, "سوم": 3, "چهارم": 4, "پنجم": 5, "ششم": 6}


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_fa", sa.String(120), nullable=False),
        _text("name_en", 120),
        _text("address_fa", 160),
        _text("address_en", 160),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_building_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
    )
    op.create_index(op.f("ix_building_office_id"), "building", ["office_id"])
    op.create_table(
        "building_floor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        _text("name_fa", 80),
        _text("name_en", 80),
        _text("plan", 80),
        sa.Column("plan_width", sa.Integer(), server_default="0", nullable=False),
        sa.Column("plan_height", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_building_floor_office_id_office")),
        sa.ForeignKeyConstraint(["building_id"], ["building.id"], name=op.f("fk_building_floor_building_id_building")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building_floor")),
    )
    op.create_index(op.f("ix_building_floor_office_id"), "building_floor", ["office_id"])
    op.create_index(op.f("ix_building_floor_building_id"), "building_floor", ["building_id"])
    _rooms()
    op.create_table(
        "counter_room",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["counter.id"], name=op.f("fk_counter_room_counter_id_counter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_counter_room_room_id_room")),
        sa.PrimaryKeyConstraint("counter_id", name=op.f("pk_counter_room")),
    )
    op.create_index(op.f("ix_counter_room_room_id"), "counter_room", ["room_id"])
    _take_over(op.get_bind())


def _rooms() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("floor_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.String(20), server_default="room", nullable=False),
        _text("number", 20),
        _text("name_fa", 80),
        _text("name_en", 80),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        _text("phone", 40),
        _text("holder_fa", 80),
        _text("holder_en", 80),
        _text("words", 160),
        _text("note_fa", 160),
        _text("note_en", 160),
        _text("direction_fa", 160),
        _text("direction_en", 160),
        sa.Column("arrow", sa.String(10), server_default="ahead", nullable=False),
        sa.Column("step_free", sa.String(10), server_default="unknown", nullable=False),
        _text("step_free_fa", 160),
        _text("step_free_en", 160),
        _text("photo", 80),
        sa.Column("plan_x", sa.Integer(), nullable=True),
        sa.Column("plan_y", sa.Integer(), nullable=True),
        sa.Column("listed", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("step_free IN ('unknown', 'yes', 'lift', 'no')", name=op.f("ck_room_step_free")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_room_office_id_office")),
        sa.ForeignKeyConstraint(["floor_id"], ["building_floor.id"], name=op.f("fk_room_floor_id_building_floor")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_room_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    for column in ("office_id", "floor_id", "unit_id"):
        op.create_index(op.f(f"ix_room_{column}"), "room", [column])


def _take_over(bind: sa.Connection) -> None:
    """A building for each office, and a room for each place that its counters name."""
    offices = bind.execute(sa.text("SELECT id, name_fa, name_en, building_fa, building_en FROM office")).all()
    for office, name_fa, name_en, fa, en in offices:
        named = {"fa": fa or name_fa, "en": en if fa else name_en}
        building = _insert(bind, "building", office_id=office, position=0, name_fa=named["fa"], name_en=named["en"])
        _counters(bind, office, building)


def _counters(bind: sa.Connection, office: int, building: int) -> None:
    columns = ", ".join(TEXTS)
    found = bind.execute(
        sa.text(f"SELECT id, {columns} FROM counter WHERE office_id = :office ORDER BY number"),  # noqa: S608
        {"office": office},
    ).all()
    floors: dict[tuple[str, str], int] = {}
    rooms: dict[tuple[str, ...], int] = {}
    for counter, *texts in found:
        if not any(texts):
            continue
        floor, place = (texts[0], texts[1]), tuple(texts)
        if floor not in floors:
            level = next((number for word, number in LEVELS.items() if word in floor[0].split()), len(floors))
            of = {"office_id": office, "building_id": building, "level": level}
            floors[floor] = _insert(bind, "building_floor", **of, name_fa=floor[0], name_en=floor[1])
        if place not in rooms:
            names = {"name_fa": place[2], "name_en": place[3], "kind": "hall", "position": len(rooms)}
            rooms[place] = _insert(bind, "room", office_id=office, floor_id=floors[floor], **names)
        bind.execute(
            sa.text("INSERT INTO counter_room (counter_id, room_id) VALUES (:counter, :room)"),
            {"counter": counter, "room": rooms[place]},
        )


def _insert(bind: sa.Connection, table: str, **values: object) -> int:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    wanted = sa.text(f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id")  # noqa: S608
    return int(bind.execute(wanted, values).scalar_one())


def downgrade() -> None:
    for table in ("counter_room", "room", "building_floor", "building"):
        op.drop_table(table)
