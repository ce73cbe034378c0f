"""Sessions that were signed out of."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("ended_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ended_session")),
    )
    op.create_index(op.f("ix_ended_session_ended_at"), "ended_session", ["ended_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ended_session_ended_at"), table_name="ended_session")
    op.drop_table("ended_session")
