"""Whether a confirmed appointment is texted at once."""

import sqlalchemy as sa
from alembic import op

revision = "0116"
down_revision = "0121"
branch_labels = None
depends_on = None


def upgrade() -> None:
    told = sa.Column("tell_booked", sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column("appointment_policy", told)


def downgrade() -> None:
    op.drop_column("appointment_policy", "tell_booked")
