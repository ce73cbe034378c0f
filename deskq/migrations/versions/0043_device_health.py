"""What devices say of themselves: address, version of the page, battery."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, length in (("address", 45), ("page_version", 40)):
        op.add_column("device", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("device", sa.Column("battery", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("battery", "page_version", "address"):
        op.drop_column("device", name)
