"""The share of visitors of a service that is to be called in time, and within how many minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

COLUMNS = ("target_percent", "target_minutes")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("service", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("service", name)
