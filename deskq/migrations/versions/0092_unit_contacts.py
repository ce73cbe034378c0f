"""How citizens reach a unit (on receipts and tracking pages), and an index of the files that came from scanners."""

import sqlalchemy as sa
from alembic import op

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("contact_fa", "contact_en"):
        op.add_column("unit", sa.Column(column, sa.String(length=80), server_default="", nullable=False))
    op.create_index("ix_scanner_take_file", "scanner_take", ["office_id", "file"])


def downgrade() -> None:
    op.drop_index("ix_scanner_take_file", table_name="scanner_take")
    for column in ("contact_en", "contact_fa"):
        op.drop_column("unit", column)
