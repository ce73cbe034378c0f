"""Ratings are bound to the journal by a hash: the salt of each."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rating", sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("rating", "salt")
