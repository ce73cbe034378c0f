"""Which categories are public, how many people said "me too", and an index of what is public."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

LISTED = sa.text("state IN ('registered', 'referred', 'accepted') AND kind = 'request'")
#: Matters of people: private unless the office decides otherwise.
PRIVATE = "UPDATE message_category SET listed = {false} WHERE code IN ('building', 'conduct', 'noise', 'planning', 'social')"


def upgrade() -> None:
    op.add_column("message_category", sa.Column("listed", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("message", sa.Column("supporters", sa.Integer(), server_default="0", nullable=False))
    false = "false" if op.get_bind().dialect.name == "postgresql" else "0"
    op.execute(PRIVATE.format(false=false))
    columns = ["office_id", "id", "category_id", "cell"]
    op.create_index("ix_message_listed", "message", columns, sqlite_where=LISTED, postgresql_where=LISTED)


def downgrade() -> None:
    op.drop_index("ix_message_listed", table_name="message")
    op.drop_column("message", "supporters")
    op.drop_column("message_category", "listed")
