"""Imports of messages of the past."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0122"
down_revision = "0109"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "message_import",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made", sa.Integer(), server_default="0", nullable=False),
        sa.Column("same", sa.Integer(), server_default="0", nullable=False),
        sa.Column("refused", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.Column("ended_at", UtcMicroseconds(), nullable=True),
        sa.CheckConstraint(
            "state IN ('checked', 'running', 'done', 'cancelled', 'undoing', 'undone')", name="ck_message_import_state"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_message_import_office_id_office"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_message_import_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_message_import"),
    )
    op.create_index("ix_message_import_office", "message_import", ["office_id", "id"])


def downgrade() -> None:
    op.drop_table("message_import")
