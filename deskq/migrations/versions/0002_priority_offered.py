"""a class of visitors may be withdrawn; how large the lobby's screen is

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    _add("priority_class", sa.Column("offered", sa.Boolean(), nullable=False, server_default=sa.true()))
    _add("office", sa.Column("board_inches", sa.Integer(), nullable=False, server_default="55"))


def downgrade():
    with op.batch_alter_table("office") as table:
        table.drop_column("board_inches")
    with op.batch_alter_table("priority_class") as table:
        table.drop_column("offered")


def _add(name, column):
    """Rows that stand already get the default; from then on the model gives it."""
    with op.batch_alter_table(name) as table:
        table.add_column(column)
    with op.batch_alter_table(name) as table:
        table.alter_column(column.name, server_default=None)
