"""Corrections of verdicts, and cancelled sessions of commissions."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("commission_session", sa.Column("cancelled_at", UtcMicroseconds(), nullable=True))
    op.add_column(
        "commission_session", sa.Column("cancelled_why", sa.String(length=300), server_default="", nullable=False)
    )
    op.add_column("commission_item", sa.Column("corrected_at", UtcMicroseconds(), nullable=True))
    op.create_table(
        "commission_correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("members", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["commission_item.id"], name=op.f("fk_commission_correction_item_id_commission_item")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_commission_correction_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_correction")),
    )
    op.create_index(op.f("ix_commission_correction_item_id"), "commission_correction", ["item_id"])


def downgrade() -> None:
    """The version before knows no cancelled sessions: they are planned ones again."""
    op.drop_table("commission_correction")
    op.drop_column("commission_item", "corrected_at")
    op.drop_column("commission_session", "cancelled_why")
    op.drop_column("commission_session", "cancelled_at")
