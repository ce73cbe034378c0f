"""A visitor who can neither see nor hear the board is fetched in person."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("in_person", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ticket", sa.Column("fetched_at", UtcMicroseconds(), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "fetched_at")
    op.drop_column("ticket", "in_person")
