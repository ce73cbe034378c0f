"""Appeals of clerks against ratings; from how many answers on a score is told."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("rate_least", sa.Integer(), nullable=False, server_default="10"))
    op.create_table(
        "rating_appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_at", UtcMicroseconds(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcMicroseconds(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'upheld', 'not_upheld')", name=op.f("ck_rating_appeal_state")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rating_appeal_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_rating_appeal_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_appeal_person_id_person")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_rating_appeal_decided_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_appeal")),
        sa.UniqueConstraint("ticket_id", "person_id", name=op.f("uq_rating_appeal_ticket_id_person_id")),
    )
    op.create_index(
        op.f("ix_rating_appeal_office_id_state_made_at"), "rating_appeal", ["office_id", "state", "made_at"]
    )
    op.create_index(op.f("ix_rating_appeal_person_id"), "rating_appeal", ["person_id"])


def downgrade() -> None:
    op.drop_table("rating_appeal")
    op.drop_column("office", "rate_least")
