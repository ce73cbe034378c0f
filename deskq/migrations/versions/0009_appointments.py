"""Appointments, and classes of visitors that are given and not chosen."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEPT = sa.text("state IN ('booked', 'arrived')")
BOOKED = sa.text("state = 'booked'")


def upgrade() -> None:
    op.add_column("priority_class", sa.Column("chosen", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "appointment_policy",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("days_ahead", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("early_minutes", sa.Integer(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=False),
        sa.Column("remind_hours", sa.Integer(), nullable=False),
        sa.Column("national_id", sa.String(10), nullable=False),
        sa.CheckConstraint(
            "national_id IN ('off', 'optional', 'needed')", name=op.f("ck_appointment_policy_national_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_appointment_policy_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_appointment_policy")),
    )
    op.create_table(
        "slot_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "opens >= 0 AND opens + slot_minutes <= closes AND closes <= 1440", name=op.f("ck_slot_plan_hours")
        ),
        sa.CheckConstraint(
            "slot_minutes >= 5 AND capacity >= 1 AND first_day <= last_day", name=op.f("ck_slot_plan_size")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_slot_plan_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_slot_plan_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_plan")),
    )
    op.create_index(op.f("ix_slot_plan_office_id"), "slot_plan", ["office_id"])
    op.create_table(
        "withdrawn_day",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason_fa", sa.String(160), nullable=False),
        sa.Column("reason_en", sa.String(160), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_withdrawn_day_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "day", name=op.f("pk_withdrawn_day")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcMicroseconds(), nullable=False),
        sa.Column("ends_at", UtcMicroseconds(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("request_key", sa.String(64), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("id_hash", sa.String(64), nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("booked_at", UtcMicroseconds(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("reminded_at", UtcMicroseconds(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "state IN ('booked', 'arrived', 'cancelled', 'withdrawn', 'void', 'missed')",
            name=op.f("ck_appointment_state"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_appointment_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_appointment_service_id_service")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_appointment_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("office_id", "request_key", name=op.f("uq_appointment_office_id_request_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_appointment_token_hash")),
    )
    for name, columns, where in (
        ("uq_appointment_seat", ["service_id", "starts_at", "seat"], KEPT),
        ("uq_appointment_code", ["office_id", "code"], BOOKED),
    ):
        op.create_index(name, "appointment", columns, unique=True, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_appointment_day", "appointment", ["office_id", "day", "starts_at"])
    op.create_index("ix_appointment_phone", "appointment", ["office_id", "phone"])
    op.create_index("ix_appointment_due", "appointment", ["office_id", "state", "starts_at"])


def downgrade() -> None:
    for table in ("appointment", "withdrawn_day", "slot_plan", "appointment_policy"):
        op.drop_table(table)
    with op.batch_alter_table("priority_class") as table:
        table.drop_column("chosen")
