"""Ready answers: texts with placeholders that the staff choose while answering."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ready_answer",
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("text_fa", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["message_category.id"], name=op.f("fk_ready_answer_category_id_message_category")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ready_answer_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_answer")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_ready_answer_office_id_code")),
    )


def downgrade() -> None:
    op.drop_table("ready_answer")
