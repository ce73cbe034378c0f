"""Which opening days of an office are working days."""

import sqlalchemy as sa
from alembic import op

revision = "0145"
down_revision = "0144"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("working_week", sa.String(length=8), nullable=False, server_default="open"))


def downgrade() -> None:
    op.drop_column("office", "working_week")
