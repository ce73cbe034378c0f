"""Closing the queue in time, and quotas of services."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

QUOTAS = ("day_quota", "hour_quota")


def upgrade() -> None:
    op.add_column("office", sa.Column("line_closing", sa.String(length=4), nullable=False, server_default="off"))
    for name in QUOTAS:
        op.add_column("service", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("office", "line_closing")
    for name in QUOTAS:
        op.drop_column("service", name)
