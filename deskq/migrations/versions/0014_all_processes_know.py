"""What every process must know: problems of the ways out, and wrong passwords for unknown names."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trouble",
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("process", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("since", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("until", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.PrimaryKeyConstraint("way", "process", name=op.f("pk_trouble")),
    )
    op.create_table(
        "stranger",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("tried_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stranger")),
    )
    op.create_index(op.f("ix_stranger_tried_at"), "stranger", ["tried_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_stranger_tried_at"), table_name="stranger")
    op.drop_table("stranger")
    op.drop_table("trouble")
