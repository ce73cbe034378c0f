"""The parts of the town that an office does not use."""

import sqlalchemy as sa
from alembic import op

revision = "0109"
down_revision = "0116"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("unused_parts", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("office", "unused_parts")
