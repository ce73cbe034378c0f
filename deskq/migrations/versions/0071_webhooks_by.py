"""Who added a webhook: a machine changes its own only."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("webhook", sa.Column("by", sa.String(length=40), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("webhook", "by")
