"""Amenities: the objects, who checks them, daily checks, faults and reports; two kinds of alerts about faults."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0129"
down_revision = "0128"
branch_labels = None
depends_on = None

WHAT = "('', 'broken', 'no_water', 'dirty', 'blocked', 'missing', 'other')"
ALERTS_BEFORE = "('referred', 'amber', 'red', 'late', 'wait', 'people', 'idle', 'printer', 'silent', 'backup')"
ALERTS = f"{ALERTS_BEFORE[:-1]}, 'amenity', 'unrepaired')"
OPEN = sa.text("repaired_at IS NULL")


def _office(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f(f"fk_{table}_office_id_office"))


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "amenity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        *(_text(name, 80) for name in ("name_fa", "name_en", "place_fa", "place_en")),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("added_day", sa.Integer(), nullable=False),
        sa.Column("retired_day", sa.Integer(), nullable=True),
        _office("amenity"),
        _to("amenity", "room_id", "room"),
        _to("amenity", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity")),
        sa.UniqueConstraint("code", name=op.f("uq_amenity_code")),
    )
    op.create_index(op.f("ix_amenity_office_id"), "amenity", ["office_id"])
    op.create_index(op.f("ix_amenity_room_id"), "amenity", ["room_id"])
    op.create_table(
        "amenity_kind",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        _office("amenity_kind"),
        _to("amenity_kind", "person_id", "person"),
        sa.PrimaryKeyConstraint("office_id", "kind", name=op.f("pk_amenity_kind")),
    )
    op.create_table(
        "amenity_checker",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _to("amenity_checker", "person_id", "person"),
        _office("amenity_checker"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_amenity_checker")),
    )
    op.create_index(op.f("ix_amenity_checker_office_id"), "amenity_checker", ["office_id"])
    _faults()
    _checks()
    _allow_alerts(ALERTS)


def _faults() -> None:
    op.create_table(
        "amenity_fault",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("amenity_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        _text("what", 10),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcMicroseconds(), nullable=False),
        sa.Column("reports", sa.Integer(), server_default="1", nullable=False),
        sa.Column("reported_at", UtcMicroseconds(), nullable=False),
        sa.Column("taken_at", UtcMicroseconds(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("repaired_at", UtcMicroseconds(), nullable=True),
        sa.Column("repaired_by_id", sa.Integer(), nullable=True),
        _text("done", 200),
        _text("photo", 80),
        sa.CheckConstraint("source IN ('check', 'sticker')", name=op.f("ck_amenity_fault_source")),
        sa.CheckConstraint(f"what IN {WHAT}", name=op.f("ck_amenity_fault_what")),
        _office("amenity_fault"),
        _to("amenity_fault", "amenity_id", "amenity"),
        _to("amenity_fault", "taken_by_id", "person"),
        _to("amenity_fault", "repaired_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity_fault")),
    )
    op.create_index(op.f("ix_amenity_fault_amenity_id"), "amenity_fault", ["amenity_id"])
    op.create_index("ix_amenity_fault_day", "amenity_fault", ["office_id", "day"])
    op.create_index(
        "ix_amenity_fault_open", "amenity_fault", ["amenity_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "amenity_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("fault_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        _text("what", 10),
        _text("words", 200),
        _office("amenity_report"),
        _to("amenity_report", "fault_id", "amenity_fault"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity_report")),
    )
    op.create_index(op.f("ix_amenity_report_fault_id"), "amenity_report", ["fault_id"])


def _checks() -> None:
    op.create_table(
        "amenity_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("amenity_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_ok", sa.Boolean(), nullable=False),
        sa.Column("press", sa.BigInteger(), nullable=False),
        sa.Column("fault_id", sa.Integer(), nullable=True),
        _text("effect", 10),
        sa.CheckConstraint("effect IN ('', 'opened', 'closed')", name=op.f("ck_amenity_check_effect")),
        _office("amenity_check"),
        _to("amenity_check", "amenity_id", "amenity"),
        _to("amenity_check", "person_id", "person"),
        _to("amenity_check", "fault_id", "amenity_fault"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity_check")),
    )
    op.create_index(op.f("ix_amenity_check_amenity_id"), "amenity_check", ["amenity_id"])
    op.create_index(op.f("ix_amenity_check_fault_id"), "amenity_check", ["fault_id"])
    op.create_index("ix_amenity_check_day", "amenity_check", ["office_id", "day"])


def _allow_alerts(kinds: str) -> None:
    for name in ("alert", "alert_setting"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(table.f(f"ck_{name}_kind"), type_="check")
            table.create_check_constraint(table.f(f"ck_{name}_kind"), f"kind IN {kinds}")


def downgrade() -> None:
    for name in ("alert", "alert_setting"):
        of = sa.table(name, sa.column("kind"))
        op.execute(of.delete().where(of.c.kind.in_(("amenity", "unrepaired"))))
    _allow_alerts(ALERTS_BEFORE)
    for name in ("amenity_check", "amenity_report", "amenity_fault", "amenity_checker", "amenity_kind", "amenity"):
        op.drop_table(name)
