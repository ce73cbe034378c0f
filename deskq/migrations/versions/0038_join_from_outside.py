"""Tickets taken from outside, and the office's settings of them."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

#: {column of the office: its value in offices that are there}
NUMBERS = {"join_share": "0", "join_minutes": "10", "join_metres": "200"}


def upgrade() -> None:
    for name, value in NUMBERS.items():
        op.add_column("office", sa.Column(name, sa.Integer(), nullable=False, server_default=value))
    op.add_column("office", sa.Column("location", sa.String(length=40), nullable=False, server_default=""))
    op.create_table(
        "remote_ticket",
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", UtcMicroseconds(), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("turn_at", UtcMicroseconds(), nullable=True),
        sa.Column("here_at", UtcMicroseconds(), nullable=True),
        sa.Column("way", sa.String(length=10), nullable=True),
        sa.CheckConstraint("way IS NULL OR way IN ('code', 'distance', 'kiosk')", name=op.f("ck_remote_ticket_way")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_remote_ticket_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_remote_ticket_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_remote_ticket")),
    )
    op.create_index("ix_remote_ticket_joined", "remote_ticket", ["office_id", "joined_at"])


def downgrade() -> None:
    op.drop_table("remote_ticket")
    for name in (*NUMBERS, "location"):
        op.drop_column("office", name)
