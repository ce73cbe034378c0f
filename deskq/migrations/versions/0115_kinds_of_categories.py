"""The kind that messages of a category have: praise, of the category of praise."""

import sqlalchemy as sa
from alembic import op

revision = "0115"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message_category", sa.Column("sets_kind", sa.String(length=12), server_default="", nullable=False))
    op.execute("UPDATE message_category SET sets_kind = 'praise' WHERE code = 'praise'")


def downgrade() -> None:
    op.drop_column("message_category", "sets_kind")
