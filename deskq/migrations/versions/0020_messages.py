"""Messages: the citizen's voice."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "box",
        sa.Column("place_fa", sa.String(length=160), nullable=False),
        sa.Column("place_en", sa.String(length=160), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_box_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_box_office_id_code")),
    )
    op.create_table(
        "city_plan",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=60), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("north", sa.Integer(), nullable=False),
        sa.Column("south", sa.Integer(), nullable=False),
        sa.Column("west", sa.Integer(), nullable=False),
        sa.Column("east", sa.Integer(), nullable=False),
        sa.CheckConstraint("north > south AND east > west", name=op.f("ck_city_plan_edges")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_city_plan_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_city_plan")),
    )
    op.create_table(
        "district",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_district_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_district_office_id_code")),
    )
    op.create_table(
        "message_class",
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint(
            "measure IN ('working_hours', 'working_days', 'days', 'hours')", name=op.f("ck_message_class_measure")
        ),
        sa.CheckConstraint("amount >= 1", name=op.f("ck_message_class_amount")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_class_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_class")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_message_class_office_id_code")),
    )
    op.create_table(
        "message_category",
        sa.Column("icon", sa.String(length=40), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("proof", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("permit", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["message_class.id"], name=op.f("fk_message_category_class_id_message_class")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_category_office_id_office")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_message_category_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_category")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_message_category_office_id_code")),
    )
    op.create_table(
        "message_policy",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("intake_unit_id", sa.Integer(), nullable=False),
        sa.Column("inspectorate_unit_id", sa.Integer(), nullable=False),
        sa.Column("reopen_days", sa.Integer(), nullable=False),
        sa.Column("quiet_days", sa.Integer(), nullable=False),
        sa.Column("near_days", sa.Integer(), nullable=False),
        sa.Column("near_metres", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspectorate_unit_id"], ["unit.id"], name=op.f("fk_message_policy_inspectorate_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["intake_unit_id"], ["unit.id"], name=op.f("fk_message_policy_intake_unit_id_unit")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_policy_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_message_policy")),
    )
    op.create_table(
        "box_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("witnesses", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("closed_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.ForeignKeyConstraint(["box_id"], ["box.id"], name=op.f("fk_box_opening_box_id_box")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_box_opening_by_id_person")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_box_opening_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_opening")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("root_cause", sa.String(length=40), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sealed_body", sa.Text(), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Integer(), nullable=True),
        sa.Column("lon", sa.Integer(), nullable=True),
        sa.Column("cell", sa.BigInteger(), nullable=True),
        sa.Column("permit", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("about_unit_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("registered_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("started_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("amber_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("red_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("due_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("escalation", sa.Integer(), nullable=False),
        sa.Column("escalates_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("answered_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("ended_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("reopened", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("objected", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('phone', 'sms', 'ivr', 'web', 'app', 'email', 'letter', 'in_person', 'meeting', 'box')",
            name=op.f("ck_message_channel"),
        ),
        sa.CheckConstraint(
            "kind IN ('request', 'criticism', 'complaint', 'suggestion', 'praise', 'report')",
            name=op.f("ck_message_kind"),
        ),
        sa.CheckConstraint(
            "outcome IN ('guided', 'duplicate', 'unrelated', 'done', 'explained', 'not_doable', 'scheduled')",
            name=op.f("ck_message_outcome"),
        ),
        sa.CheckConstraint(
            "state IN ('registered', 'referred', 'accepted', 'answered', 'closed', 'withdrawn')",
            name=op.f("ck_message_state"),
        ),
        sa.CheckConstraint("verdict IN ('upheld', 'not_upheld', 'out_of_scope')", name=op.f("ck_message_verdict")),
        sa.ForeignKeyConstraint(["about_unit_id"], ["unit.id"], name=op.f("fk_message_about_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["message_category.id"], name=op.f("fk_message_category_id_message_category")
        ),
        sa.ForeignKeyConstraint(["class_id"], ["message_class.id"], name=op.f("fk_message_class_id_message_class")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_message_district_id_district")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["message.id"], name=op.f("fk_message_duplicate_of_id_message")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_office_id_office")),
        sa.ForeignKeyConstraint(["opening_id"], ["box_opening.id"], name=op.f("fk_message_opening_id_box_opening")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_person_id_person")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_message_taken_by_id_person")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_message_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_message_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_message_office_id_code")),
        sa.UniqueConstraint("office_id", "request_key", name=op.f("uq_message_office_id_request_key")),
    )
    op.create_index(
        "ix_message_answered",
        "message",
        ["office_id", "answered_at"],
        unique=False,
        sqlite_where=sa.text("state = 'answered'"),
        postgresql_where=sa.text("state = 'answered'"),
    )
    op.create_index("ix_message_day", "message", ["office_id", "day"], unique=False)
    op.create_index("ix_message_duplicate", "message", ["duplicate_of_id"], unique=False)
    op.create_index(
        "ix_message_escalation",
        "message",
        ["office_id", "escalates_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
        postgresql_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
    )
    op.create_index(
        "ix_message_inbox",
        "message",
        ["unit_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
        postgresql_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
    )
    op.create_index("ix_message_kind", "message", ["office_id", "kind", "state"], unique=False)
    op.create_index("ix_message_near", "message", ["office_id", "cell", "registered_at"], unique=False)
    op.create_index("ix_message_opening", "message", ["opening_id"], unique=False)
    op.create_index("ix_message_ticket", "message", ["ticket_id"], unique=False)
    op.create_table(
        "message_feedback",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("next_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("done_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_feedback_message_id_message")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_feedback_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_feedback_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_feedback")),
    )
    op.create_index("ix_message_feedback_of", "message_feedback", ["message_id"], unique=False)
    op.create_index(
        "ix_message_feedback_open",
        "message_feedback",
        ["office_id", "next_at"],
        unique=False,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_table(
        "message_photo",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("file", sa.String(length=60), nullable=False),
        sa.Column("at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.CheckConstraint("kind IN ('report', 'proof', 'scan')", name=op.f("ck_message_photo_kind")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_photo_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_photo")),
    )
    op.create_index("ix_message_photo_of", "message_photo", ["message_id"], unique=False)
    op.create_table(
        "message_sender",
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("national_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("national_index", sa.String(length=64), nullable=True),
        sa.Column("texts", sa.Boolean(), nullable=False),
        sa.Column("erased_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_sender_message_id_message")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_sender")),
    )
    op.create_index("ix_message_sender_national", "message_sender", ["national_index"], unique=False)
    op.create_index("ix_message_sender_phone", "message_sender", ["phone_index"], unique=False)
    op.create_table(
        "message_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("from_unit_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("due_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_message_step_from_unit_id_unit")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_step_message_id_message")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_step_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_message_step_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_step")),
    )
    op.create_index("ix_message_step_of", "message_step", ["message_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_message_step_of", table_name="message_step")
    op.drop_table("message_step")
    op.drop_index("ix_message_sender_phone", table_name="message_sender")
    op.drop_index("ix_message_sender_national", table_name="message_sender")
    op.drop_table("message_sender")
    op.drop_index("ix_message_photo_of", table_name="message_photo")
    op.drop_table("message_photo")
    op.drop_index(
        "ix_message_feedback_open",
        table_name="message_feedback",
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.drop_index("ix_message_feedback_of", table_name="message_feedback")
    op.drop_table("message_feedback")
    op.drop_index("ix_message_ticket", table_name="message")
    op.drop_index("ix_message_opening", table_name="message")
    op.drop_index("ix_message_near", table_name="message")
    op.drop_index("ix_message_kind", table_name="message")
    op.drop_index(
        "ix_message_inbox",
        table_name="message",
        sqlite_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
        postgresql_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
    )
    op.drop_index(
        "ix_message_escalation",
        table_name="message",
        sqlite_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
        postgresql_where=sa.text("state IN ('registered', 'referred', 'accepted')"),
    )
    op.drop_index("ix_message_duplicate", table_name="message")
    op.drop_index("ix_message_day", table_name="message")
    op.drop_index(
        "ix_message_answered",
        table_name="message",
        sqlite_where=sa.text("state = 'answered'"),
        postgresql_where=sa.text("state = 'answered'"),
    )
    op.drop_table("message")
    op.drop_table("box_opening")
    op.drop_table("message_policy")
    op.drop_table("message_category")
    op.drop_table("message_class")
    op.drop_table("district")
    op.drop_table("city_plan")
    op.drop_table("box")
