"""A visitor who needs more time lets others go first."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("let_pass", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("ticket", sa.Column("let_pass", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("ticket", "let_pass")
    op.drop_column("office", "let_pass")
