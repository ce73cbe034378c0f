"""Questions of categories and the answers to them."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "message_question",
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("required", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("options_fa", sa.Text(), nullable=False),
        sa.Column("options_en", sa.Text(), nullable=False),
        sa.Column("when_id", sa.Integer(), nullable=True),
        sa.Column("when_answer", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_fa", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'choice', 'yes_no', 'number')", name=op.f("ck_message_question_kind")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["message_category.id"], name=op.f("fk_message_question_category_id_message_category")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_message_question_office_id_office")),
        sa.ForeignKeyConstraint(
            ["when_id"], ["message_question.id"], name=op.f("fk_message_question_when_id_message_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_question")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_message_question_office_id_code")),
    )
    op.create_table(
        "message_answer",
        sa.Column("id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_answer_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_answer")),
    )
    op.create_index("ix_message_answer_of", "message_answer", ["message_id", "id"])


def downgrade() -> None:
    op.drop_table("message_answer")
    op.drop_table("message_question")
