"""Codes by SMS for the applicant of an application."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("codes", "code_tries"):
        op.add_column("application_check", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.add_column("application_check", sa.Column("code_seed", sa.String(40), nullable=True))
    op.add_column("application_check", sa.Column("code_until", UtcMicroseconds(), nullable=True))


def downgrade() -> None:
    for column in ("code_until", "code_seed", "code_tries", "codes"):
        op.drop_column("application_check", column)
