"""Join requests without a service: they ask for the ticket that a number already has."""

import sqlalchemy as sa
from alembic import op

revision = "0095"
down_revision = "0094"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("join_request") as table:
        table.alter_column("service_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM join_request WHERE service_id IS NULL")
    with op.batch_alter_table("join_request") as table:
        table.alter_column("service_id", existing_type=sa.Integer(), nullable=False)
