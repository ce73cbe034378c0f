"""Half-year reports in versions, corrective actions, and the coding of messages and comments."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_versions()
    _create_actions()
    _create_coding()


def downgrade() -> None:
    for name in ("coding", "corrective_action", "half_year_version"):
        op.drop_table(name)


def _create_versions() -> None:
    op.create_table(
        "half_year_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("headline_fa", sa.Text(), nullable=False),
        sa.Column("headline_en", sa.Text(), nullable=False),
        sa.Column("correction_fa", sa.Text(), nullable=False),
        sa.Column("correction_en", sa.Text(), nullable=False),
        sa.Column("frozen_at", UtcMicroseconds(), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcMicroseconds(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["person.id"], name=op.f("fk_half_year_version_frozen_by_id_person")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_half_year_version_office_id_office")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_half_year_version_published_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_year_version")),
        sa.UniqueConstraint("office_id", "half", "number", name=op.f("uq_half_year_version_office_id_half_number")),
    )


def _create_actions() -> None:
    op.create_table(
        "corrective_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("what_fa", sa.Text(), nullable=False),
        sa.Column("what_en", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("proof_fa", sa.Text(), nullable=False),
        sa.Column("proof_en", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("done_day", sa.Integer(), nullable=True),
        sa.Column("why_fa", sa.Text(), nullable=False),
        sa.Column("why_en", sa.Text(), nullable=False),
        sa.Column("new_due_day", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", UtcMicroseconds(), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome IN ('kept', 'late', 'not_kept')", name=op.f("ck_corrective_action_outcome")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["message_category.id"], name=op.f("fk_corrective_action_category_id_message_category")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_corrective_action_office_id_office")),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_corrective_action_reviewed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_corrective_action_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
    )
    op.create_index("ix_corrective_action_half", "corrective_action", ["office_id", "half"], unique=False)


def _create_coding() -> None:
    op.create_table(
        "coding",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("coded_at", UtcMicroseconds(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("sampled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("second_category_id", sa.Integer(), nullable=True),
        sa.Column("second_cause", sa.String(length=40), nullable=True),
        sa.Column("second_reader_id", sa.Integer(), nullable=True),
        sa.Column("second_at", UtcMicroseconds(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.CheckConstraint("source IN ('message', 'comment')", name=op.f("ck_coding_source")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["message_category.id"], name=op.f("fk_coding_category_id_message_category")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_coding_coder_id_person")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_coding_office_id_office")),
        sa.ForeignKeyConstraint(
            ["second_category_id"], ["message_category.id"], name=op.f("fk_coding_second_category_id_message_category")
        ),
        sa.ForeignKeyConstraint(["second_reader_id"], ["person.id"], name=op.f("fk_coding_second_reader_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("office_id", "source", "item_id", name=op.f("uq_coding_office_id_source_item_id")),
    )
    op.create_index("ix_coding_half", "coding", ["office_id", "half", "sampled"], unique=False)
