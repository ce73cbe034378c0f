"""Ratings of every ending, what is counted apart, and the answers to the questionnaire."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TICKET = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RATING_CHECKS = {
    "ck_rating_ending": "ending IN ('done', 'could_not', 'absent', 'cancelled', 'expired')",
    "ck_rating_source": "source IN ('phone', 'tablet', 'kiosk', 'sms', 'api')",
    "ck_rating_mark": "mark IN ('staff', 'burst', 'clock')",
}


def upgrade() -> None:
    _sms_events("event IN ('near', 'called', 'missed', 'rate')")
    _widen_rating()
    op.create_table(
        "rating_answer",
        sa.Column("ticket_id", TICKET, autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("given_at", UtcMicroseconds(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 5", name=op.f("ck_rating_answer_value")),
        sa.ForeignKeyConstraint(["ticket_id"], ["rating.ticket_id"], name=op.f("fk_rating_answer_ticket_id_rating")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rating_answer_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_rating_answer_service_id_service")),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_rating_answer_counter_id_counter")),
        sa.PrimaryKeyConstraint("ticket_id", "item", name=op.f("pk_rating_answer")),
    )
    op.create_index(op.f("ix_rating_answer_office_id_day"), "rating_answer", ["office_id", "day"])
    op.create_table(
        "rating_tally",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rating_tally_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "item", name=op.f("pk_rating_tally")),
    )
    op.create_table(
        "desk_address",
        sa.Column("source_hash", sa.String(length=32), nullable=False),
        sa.Column("seen_at", UtcMicroseconds(), nullable=False),
        sa.PrimaryKeyConstraint("source_hash", name=op.f("pk_desk_address")),
    )
    op.create_index(op.f("ix_desk_address_seen_at"), "desk_address", ["seen_at"])


def _widen_rating() -> None:
    """Ratings given until now were of finished visits; which service and outcome, their tickets say."""
    for column in (
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(length=10), nullable=False, server_default="done"),
        sa.Column("mark", sa.String(length=10), nullable=True),
        sa.Column("source_hash", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("asked", sa.String(length=60), nullable=False, server_default=""),
    ):
        op.add_column("rating", column)
    op.execute("UPDATE rating SET service_id = (SELECT service_id FROM ticket WHERE ticket.id = rating.ticket_id)")
    op.execute(
        "UPDATE rating SET ending = 'could_not' WHERE ticket_id IN "
        "(SELECT id FROM ticket WHERE outcome IN ('documents_missing', 'not_possible'))"
    )
    with op.batch_alter_table("rating") as table:
        table.alter_column("service_id", existing_type=sa.Integer(), nullable=False)
        for name in ("ending", "source_hash", "asked"):
            table.alter_column(name, existing_type=sa.String(), server_default=None)
        table.create_foreign_key(table.f("fk_rating_service_id_service"), "service", ["service_id"], ["id"])
        for name, check in RATING_CHECKS.items():
            table.create_check_constraint(table.f(name), check)
        table.create_index(table.f("ix_rating_office_id_day"), ["office_id", "day"])
        table.create_index(table.f("ix_rating_source_hash_given_at"), ["source_hash", "given_at"])


def _sms_events(check: str) -> None:
    with op.batch_alter_table("sms") as table:
        table.drop_constraint(table.f("ck_sms_event"), type_="check")
        table.create_check_constraint(table.f("ck_sms_event"), check)


def downgrade() -> None:
    op.drop_table("desk_address")
    op.drop_table("rating_tally")
    op.drop_table("rating_answer")
    with op.batch_alter_table("rating") as table:
        table.drop_index(table.f("ix_rating_source_hash_given_at"))
        table.drop_index(table.f("ix_rating_office_id_day"))
        for name in RATING_CHECKS:
            table.drop_constraint(table.f(name), type_="check")
        table.drop_constraint(table.f("fk_rating_service_id_service"), type_="foreignkey")
        for name in ("asked", "source_hash", "mark", "ending", "service_id"):
            table.drop_column(name)
    op.execute("DELETE FROM sms WHERE event = 'rate'")
    _sms_events("event IN ('near', 'called', 'missed')")
