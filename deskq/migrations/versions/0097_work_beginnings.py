"""How often work that somebody began was begun."""

import sqlalchemy as sa
from alembic import op

revision = "0097"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_item", sa.Column("beginnings", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("work_item", "beginnings")
