"""Figures of past days: tickets from outside, and overtaking. The job of reports computes all days again."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

COLUMNS = ("joined", "overtaking", "overtaking_by_class")


def upgrade() -> None:
    op.execute("DELETE FROM day_figures")
    with op.batch_alter_table("day_figures") as table:
        for name in COLUMNS:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("day_figures") as table:
        for name in COLUMNS:
            table.drop_column(name)
