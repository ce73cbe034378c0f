"""An index of the business days of visitors' numbers: which offices have old ones is asked every second."""

from alembic import op

revision = "0090"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_visitor_phone_day", "visitor_phone", ["office_id", "day"])


def downgrade() -> None:
    op.drop_index("ix_visitor_phone_day", table_name="visitor_phone")
