"""Heirs who apply together, each with a share and a deed."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "application_heir",
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("national_id", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("share", sa.String(length=16), nullable=False),
        sa.Column("national_index", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_heir_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_heir")),
        sa.UniqueConstraint("application_id", "position", name=op.f("uq_application_heir_application_id_position")),
    )
    op.create_index("ix_application_heir_national", "application_heir", ["national_index"])


def downgrade() -> None:
    op.drop_table("application_heir")
