"""Findings of half-year reports, and the figures and items on which each of them rests."""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0106"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "half_year_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("text_fa", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_half_year_finding_office_id_office"),
        sa.PrimaryKeyConstraint("id", name="pk_half_year_finding"),
    )
    op.create_index("ix_half_year_finding_half", "half_year_finding", ["office_id", "half"])
    op.create_table(
        "half_year_finding_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('subject', 'cause', 'message', 'comment')", name="ck_half_year_finding_source_kind"
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["half_year_finding.id"], name="fk_half_year_finding_source_finding_id_half_year_finding"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_half_year_finding_source"),
    )
    op.create_index("ix_half_year_finding_source_finding", "half_year_finding_source", ["finding_id"])


def downgrade() -> None:
    op.drop_table("half_year_finding_source")
    op.drop_table("half_year_finding")
