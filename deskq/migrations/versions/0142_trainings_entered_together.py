"""Which trainings were entered with one press."""

import sqlalchemy as sa
from alembic import op

revision = "0142"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("training", sa.Column("entered_with", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("training", "entered_with")
