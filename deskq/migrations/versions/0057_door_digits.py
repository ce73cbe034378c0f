"""Where an office shows the digits at the door."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("join_digits", sa.String(length=5), nullable=False, server_default="door"))


def downgrade() -> None:
    op.drop_column("office", "join_digits")
