"""The days that hang on a law, as each town confirms them: to answer a notice, to object to a verdict or a refusal."""

import sqlalchemy as sa
from alembic import op

revision = "0133"
down_revision = "0131"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legal_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("defence", sa.Integer(), nullable=False),
        sa.Column("verdict_objection", sa.Integer(), nullable=False),
        sa.Column("objection_decision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_legal_days_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_days")),
        sa.UniqueConstraint("office_id", name=op.f("uq_legal_days_office_id")),
    )


def downgrade() -> None:
    op.drop_table("legal_days")
