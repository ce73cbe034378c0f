"""Who has to be told by hand that a commission session was moved."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "commission_call",
        sa.Column("id", BIG, nullable=False),
        sa.Column("session_id", BIG, nullable=False),
        sa.Column("item_id", BIG, nullable=True),
        sa.Column("member", sa.Integer(), nullable=True),
        sa.Column("since", UtcMicroseconds(), nullable=False),
        sa.Column("told_at", UtcMicroseconds(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(item_id IS NULL) <> (member IS NULL)", name=op.f("ck_commission_call_who")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["commission_session.id"], name=op.f("fk_commission_call_session_id_commission_session")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["commission_item.id"], name=op.f("fk_commission_call_item_id_commission_item")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_commission_call_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_call")),
        sa.UniqueConstraint(
            "session_id", "item_id", "member", name=op.f("uq_commission_call_session_id_item_id_member")
        ),
    )
    op.create_index(op.f("ix_commission_call_item_id"), "commission_call", ["item_id"])


def downgrade() -> None:
    op.drop_table("commission_call")
