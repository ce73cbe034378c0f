"""When and why a published report of a half-year was withdrawn."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0093"
down_revision = "0092"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("half_year_version", sa.Column("withdrawn_at", UtcMicroseconds(), nullable=True))
    for column in ("withdrawal_fa", "withdrawal_en"):
        op.add_column("half_year_version", sa.Column(column, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    for column in ("withdrawal_en", "withdrawal_fa", "withdrawn_at"):
        op.drop_column("half_year_version", column)
