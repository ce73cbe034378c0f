"""Wishes for a ticket from outside whose number is proven by a code, and when a visitor was texted to leave."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("remote_ticket", sa.Column("told_at", UtcMicroseconds(), nullable=True))
    op.create_table(
        "join_request",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", UtcMicroseconds(), nullable=False),
        sa.Column("ticket_id", ID, nullable=True),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("code_seed", sa.String(length=40), nullable=True),
        sa.Column("code_until", UtcMicroseconds(), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_join_request_office_id_office")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_join_request_service_id_service")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_join_request_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_join_request_token_hash")),
    )
    op.create_index("ix_join_request_phone", "join_request", ["office_id", "phone_index"])
    op.create_index("ix_join_request_asked", "join_request", ["office_id", "asked_at"])


def downgrade() -> None:
    op.drop_table("join_request")
    op.execute("ALTER TABLE remote_ticket DROP COLUMN told_at")
