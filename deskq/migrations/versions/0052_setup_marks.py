"""What people said of steps of the set-up: tried, or left for later."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setup_mark",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.String(length=10), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.CheckConstraint("mark IN ('done', 'skipped')", name=op.f("ck_setup_mark_mark")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_setup_mark_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "step", name=op.f("pk_setup_mark")),
    )


def downgrade() -> None:
    op.drop_table("setup_mark")
