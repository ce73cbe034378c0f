"""A feedback call is one operator's for a while."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message_feedback") as table:
        table.add_column(sa.Column("claimed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("claimed_until", deskq.core.db.engine.UtcMicroseconds(), nullable=True))
        table.create_foreign_key(
            op.f("fk_message_feedback_claimed_by_id_person"), "person", ["claimed_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("message_feedback") as table:
        table.drop_constraint(op.f("fk_message_feedback_claimed_by_id_person"), type_="foreignkey")
        table.drop_column("claimed_until")
        table.drop_column("claimed_by_id")
