"""Services closed for a day, clerks lent to a service, calls for help, and lines of text to counters."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
MOMENT = deskq.core.db.engine.UtcMicroseconds


def upgrade() -> None:
    op.create_table(
        "service_closure",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT(), nullable=False),
        sa.Column("reason_fa", sa.String(length=160), nullable=False),
        sa.Column("reason_en", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_service_closure_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_closure_service_id_service")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_service_closure")),
    )
    op.create_index(op.f("ix_service_closure_until"), "service_closure", ["until"])
    op.create_table(
        "clerk_loan",
        sa.Column("clerk_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["clerk_id"], ["person.id"], name=op.f("fk_clerk_loan_clerk_id_person")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_clerk_loan_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_clerk_loan_service_id_service")),
        sa.PrimaryKeyConstraint("clerk_id", "service_id", name=op.f("pk_clerk_loan")),
    )
    op.create_index(op.f("ix_clerk_loan_until"), "clerk_loan", ["until"])
    op.create_table(
        "help_call",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_help_call_counter_id_counter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_help_call_office_id_office")),
        sa.PrimaryKeyConstraint("counter_id", name=op.f("pk_help_call")),
    )
    op.create_table(
        "counter_line",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("sent_at", MOMENT(), nullable=False),
        sa.Column("read_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_counter_line_counter_id_counter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_counter_line_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "sequence", "counter_id", name=op.f("pk_counter_line")),
    )
    op.create_index(op.f("ix_counter_line_counter"), "counter_line", ["counter_id", "sent_at"])


def downgrade() -> None:
    for table in ("counter_line", "help_call", "clerk_loan", "service_closure"):
        op.drop_table(table)
