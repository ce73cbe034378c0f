"""Sessions of commissions that were moved: their time before, and why."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commission_session", sa.Column("moved_from", UtcMicroseconds(), nullable=True))
    op.add_column("commission_session", sa.Column("moved_why", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    for column in ("moved_why", "moved_from"):
        op.drop_column("commission_session", column)
