"""An optional second name of a person, for English pages."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("name_en", sa.String(length=80), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("person", "name_en")
