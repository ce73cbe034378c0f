"""Messages and openings of boxes with a day in the past, and codes given to many items at once."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0121"
down_revision = "0120"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("message", sa.Column("recorded_at", UtcMicroseconds(), nullable=True))
    op.add_column("message", sa.Column("import_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_message_import", "message", ["import_id"])
    op.add_column("box_opening", sa.Column("recorded_at", UtcMicroseconds(), nullable=True))
    op.add_column("box_opening", sa.Column("settled", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("box_opening", sa.Column("minutes_scan", sa.String(length=80), server_default="", nullable=False))
    op.create_table(
        "coding_batch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", UtcMicroseconds(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_coding_batch_office_id_office"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_coding_batch_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_coding_batch"),
    )
    op.create_index("ix_coding_batch_person", "coding_batch", ["office_id", "half", "person_id"])


def downgrade() -> None:
    """The version before knows no such days: the messages and openings stay, with the days that were stated."""
    op.drop_table("coding_batch")
    op.drop_column("box_opening", "minutes_scan")
    op.drop_column("box_opening", "settled")
    op.drop_column("box_opening", "recorded_at")
    op.drop_index("ix_message_import", "message")
    op.drop_column("message", "import_id")
    op.drop_column("message", "recorded_at")
