"""The clock of a message can wait for its citizen or an outside body."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WAITING = sa.text("waits_for IS NOT NULL")
PAUSED = sa.text("counted_due_at IS NOT NULL")
NO_REPORT = sa.text("kind <> 'report'")
RUNNING = sa.text("ended_at IS NULL")
MOMENTS = {"amber_at": False, "red_at": False, "due_at": False, "escalates_at": True, "counted_due_at": True}
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("message", sa.Column("waits_for", sa.String(length=8), nullable=True))
    op.add_column("message", sa.Column("waits_until", UtcMicroseconds(), nullable=True))
    op.add_column("message", sa.Column("counted_due_at", UtcMicroseconds(), nullable=True))
    for name, column, where in (("waiting", "waits_until", WAITING), ("paused", "counted_due_at", PAUSED)):
        columns = ["office_id", column]
        op.create_index(f"ix_message_{name}", "message", columns, sqlite_where=where, postgresql_where=where)
    _index_promises("state", "ended_at", "counted_due_at")
    for name, days in (("reply_days", "10"), ("outside_days", "30")):
        op.add_column("message_policy", sa.Column(name, sa.Integer(), nullable=False, server_default=days))
    op.create_table(
        "message_pause",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("waits_for", sa.String(length=8), nullable=False),
        sa.Column("started_at", UtcMicroseconds(), nullable=False),
        sa.Column("until", UtcMicroseconds(), nullable=False),
        sa.Column("ended_at", UtcMicroseconds(), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        *(sa.Column(name, UtcMicroseconds(), nullable=nullable) for name, nullable in MOMENTS.items()),
        sa.CheckConstraint("waits_for IN ('citizen', 'outside')", name=op.f("ck_message_pause_waits_for")),
        sa.CheckConstraint(
            "outcome IN ('replied', 'silent', 'ended', 'over')", name=op.f("ck_message_pause_outcome")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_pause_message_id_message")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_pause_office_id_office")),
        sa.ForeignKeyConstraint(["step_id"], ["message_step.id"], name=op.f("fk_message_pause_step_id_message_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_pause")),
    )
    op.create_index("ix_message_pause_of", "message_pause", ["message_id", "id"])
    op.create_index("ix_message_pause_ended", "message_pause", ["office_id", "ended_at"])
    where = {"sqlite_where": RUNNING, "postgresql_where": RUNNING}
    op.create_index("ix_message_pause_running", "message_pause", ["message_id"], unique=True, **where)


def _index_promises(*more: str) -> None:
    op.drop_index("ix_message_promise", table_name="message")
    columns = ["office_id", "first_due_at", "first_answered_at", *more]
    op.create_index("ix_message_promise", "message", columns, sqlite_where=NO_REPORT, postgresql_where=NO_REPORT)


def downgrade() -> None:
    op.drop_table("message_pause")
    for name in ("outside_days", "reply_days"):
        op.drop_column("message_policy", name)
    _index_promises("state", "ended_at")
    for name in ("paused", "waiting"):
        op.drop_index(f"ix_message_{name}", table_name="message")
    for name in ("counted_due_at", "waits_until", "waits_for"):
        op.drop_column("message", name)
