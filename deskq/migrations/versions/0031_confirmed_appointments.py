"""Appointments that wait for the code from the SMS, and the address from which unconfirmed ones were booked."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BEFORE = "'booked', 'arrived', 'cancelled', 'withdrawn', 'void', 'missed'"
#: In the order of appointments/rules.py.
AFTER = f"'pending', {BEFORE}, 'released'"
SEAT = ["service_id", "starts_at", "seat"]
#: {column of the policy: what applies in an office that had none}
TERMS = {"confirm_minutes": "10", "most_per_address": "10"}


def upgrade() -> None:
    for name, value in TERMS.items():
        op.add_column("appointment_policy", sa.Column(name, sa.Integer(), nullable=False, server_default=value))
    with op.batch_alter_table("appointment_policy") as table:
        for name in TERMS:
            table.alter_column(name, existing_type=sa.Integer(), server_default=None)
    op.drop_index("uq_appointment_seat", table_name="appointment")
    with op.batch_alter_table("appointment") as table:
        table.add_column(sa.Column("address_index", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("codes", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("code_seed", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("code_until", UtcMicroseconds(), nullable=True))
        table.add_column(sa.Column("code_tries", sa.Integer(), nullable=False, server_default="0"))
        _states(table, AFTER)
    with op.batch_alter_table("appointment") as table:
        for name in ("codes", "code_tries"):
            table.alter_column(name, existing_type=sa.Integer(), server_default=None)
    op.create_index("ix_appointment_address", "appointment", ["office_id", "address_index"])
    _seats("state IN ('pending', 'booked', 'arrived')")


def downgrade() -> None:
    op.execute("UPDATE appointment SET state = 'cancelled' WHERE state IN ('pending', 'released')")
    op.drop_index("uq_appointment_seat", table_name="appointment")
    op.drop_index("ix_appointment_address", table_name="appointment")
    with op.batch_alter_table("appointment") as table:
        for name in ("code_tries", "code_until", "code_seed", "codes", "address_index"):
            table.drop_column(name)
        _states(table, BEFORE)
    _seats("state IN ('booked', 'arrived')")
    with op.batch_alter_table("appointment_policy") as table:
        for name in TERMS:
            table.drop_column(name)


def _states(table: sa.Table, states: str) -> None:
    table.drop_constraint(table.f("ck_appointment_state"), type_="check")
    table.create_check_constraint(table.f("ck_appointment_state"), f"state IN ({states})")


def _seats(kept: str) -> None:
    op.create_index(
        "uq_appointment_seat",
        "appointment",
        SEAT,
        unique=True,
        sqlite_where=sa.text(kept),
        postgresql_where=sa.text(kept),
    )
