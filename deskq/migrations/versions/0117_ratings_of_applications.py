"""Ratings of applications that have ended: three questions, each once."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0117"
down_revision = "0125"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_rating",
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("polite", sa.Boolean(), nullable=True),
        sa.Column("last", sa.String(length=8), nullable=False),
        sa.Column("last_at", UtcMicroseconds(), nullable=False),
        sa.Column("way", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_rating_application_id_application"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_application_rating_office_id_office")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_rating")),
    )
    op.create_index("ix_application_rating_day", "application_rating", ["office_id", "day"])


def downgrade() -> None:
    op.drop_table("application_rating")
