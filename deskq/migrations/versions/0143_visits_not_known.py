"""Figures of applications: how often the applicant of an imported one came is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0143"
down_revision = "0142"
branch_labels = None
depends_on = None

#: Opened in another software, whose visits no import brings.
FORGET = sa.text(
    "UPDATE application_ending SET visits = NULL WHERE application_id IN ("
    "SELECT id FROM application WHERE request_key LIKE 'import:%')"
)


def upgrade() -> None:
    with op.batch_alter_table("application_ending") as table:
        table.alter_column("visits", existing_type=sa.Integer(), nullable=True)
    op.execute(FORGET)


def downgrade() -> None:
    op.execute("UPDATE application_ending SET visits = 0 WHERE visits IS NULL")
    with op.batch_alter_table("application_ending") as table:
        table.alter_column("visits", existing_type=sa.Integer(), nullable=False)
