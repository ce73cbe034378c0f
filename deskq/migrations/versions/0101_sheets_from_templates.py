"""Whether the municipality has confirmed a service sheet, and the start sheet it was taken from."""

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0122"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_sheet", sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("service_sheet", sa.Column("template", sa.String(40), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("service_sheet", "template")
    op.drop_column("service_sheet", "confirmed")
