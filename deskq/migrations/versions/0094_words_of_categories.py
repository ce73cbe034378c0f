"""Words of the office by which a category of messages is also found in a search."""

import sqlalchemy as sa
from alembic import op

revision = "0094"
down_revision = "0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message_category", sa.Column("other_words", sa.String(length=500), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("message_category", "other_words")
