"""What a step of an application changed, and which step another one took back."""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application_step", sa.Column("changes", sa.Text(), nullable=True))
    op.add_column("application_step", sa.Column("takes_back_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("application_step", "takes_back_id")
    op.drop_column("application_step", "changes")
