"""Figures of past days: called in time, waits by the service they were for. The job of reports computes all days again."""

import sqlalchemy as sa
from alembic import op

revision = "0144"
down_revision = "0143"
branch_labels = None
depends_on = None

COLUMNS = {"in_time": sa.Integer(), "judged": sa.Integer(), "targets": sa.BigInteger()}
#: Usual waits of the last weeks, with minutes rounded down. The job of public figures computes them again at its start.
FORGET = "DELETE FROM public_figures WHERE kind = 'waits'"


def upgrade() -> None:
    op.execute("DELETE FROM day_figures")
    with op.batch_alter_table("day_figures") as table:
        for name, kind in COLUMNS.items():
            table.add_column(sa.Column(name, kind, nullable=False))
    op.execute(FORGET)


def downgrade() -> None:
    with op.batch_alter_table("day_figures") as table:
        for name in COLUMNS:
            table.drop_column(name)
