"""From which address the codes of a join request were asked for, as a keyed hash with its number."""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0097"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("join_request", sa.Column("address_index", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("join_request", "address_index")
