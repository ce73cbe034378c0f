"""What was seen when a wait was estimated, so that later estimates learn from waits in like circumstances."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prediction", sa.Column("ahead", sa.Integer(), nullable=True))
    op.add_column("prediction", sa.Column("circumstances", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("prediction") as table:
        table.drop_column("circumstances")
        table.drop_column("ahead")
