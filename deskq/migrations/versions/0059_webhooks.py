"""Webhooks and their deliveries."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDONE = sa.text("state IN ('waiting', 'sending')")


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_webhook_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    _create_deliveries()


def _create_deliveries() -> None:
    states = ("waiting", "sending", "sent", "failed")
    op.create_table(
        "webhook_delivery",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.Column("next_at", UtcMicroseconds(), nullable=False),
        sa.Column("done_at", UtcMicroseconds(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=False),
        sa.CheckConstraint(f"state IN {states!r}", name=op.f("ck_webhook_delivery_state")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_webhook_delivery_office_id_office")),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id_webhook")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
    )
    where = {"sqlite_where": UNDONE, "postgresql_where": UNDONE}
    op.create_index("ix_webhook_delivery_undone", "webhook_delivery", ["office_id", "next_at"], **where)
    op.create_index("ix_webhook_delivery_of", "webhook_delivery", ["webhook_id", "id"])
    op.create_index("ix_webhook_delivery_made", "webhook_delivery", ["office_id", "made_at"])


def downgrade() -> None:
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
