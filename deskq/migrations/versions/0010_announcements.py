"""Announcements of the lobby board."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text_fa", sa.String(length=160), nullable=False),
        sa.Column("text_en", sa.String(length=160), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("starts_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("ends_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'picture', 'video')", name=op.f("ck_announcement_kind")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_announcement_dates")),
        sa.CheckConstraint("seconds BETWEEN 5 AND 600", name=op.f("ck_announcement_seconds")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_announcement_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index(op.f("ix_announcement_office_id"), "announcement", ["office_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_announcement_office_id"), table_name="announcement")
    op.drop_table("announcement")
