"""The outcome of each service of a visit, with the interval that ended it."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit_interval", sa.Column("outcome", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE visit_interval DROP COLUMN outcome")
