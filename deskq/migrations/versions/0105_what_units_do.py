"""What a unit does, in a few words."""

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0127"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("does_fa", "does_en"):
        op.add_column("unit", sa.Column(name, sa.String(160), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("does_en", "does_fa"):
        op.drop_column("unit", name)
