"""Messages that belong to no ticket: reminders of appointments, and that the office had to cancel one."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'sending')")


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(60), nullable=False),
        sa.Column("until", UtcMicroseconds(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.Column("next_at", UtcMicroseconds(), nullable=False),
        sa.Column("done_at", UtcMicroseconds(), nullable=True),
        sa.Column("problem", sa.String(20), nullable=True),
        sa.Column("reference", sa.String(40), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'refused', 'dropped', 'unsure')", name=op.f("ck_notice_state")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_notice_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("office_id", "about", name=op.f("uq_notice_office_id_about")),
    )
    op.create_index("ix_notice_done", "notice", ["office_id", "done_at"])
    op.create_index("ix_notice_open", "notice", ["office_id", "next_at"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_table("notice")
