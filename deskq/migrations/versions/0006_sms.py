"""text messages to visitors

Revision ID: 0006
Revises: 0001
Create Date: 2026-11-24 19:50:00.000000

"""

from alembic import op
import sqlalchemy as sa

import deskq.core.db.engine


# revision identifiers, used by Alembic.
revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'sending')")


def upgrade():
    op.create_table(
        "visitor_phone",
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_visitor_phone_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_visitor_phone_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_visitor_phone")),
    )
    op.create_table(
        "sms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event", sa.String(length=10), nullable=False),
        sa.Column("call", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("next_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("done_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=True),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.CheckConstraint("event IN ('near', 'called', 'missed')", name=op.f("ck_sms_event")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'refused', 'dropped', 'unsure')", name=op.f("ck_sms_state")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_sms_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_sms_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms")),
        sa.UniqueConstraint("ticket_id", "event", "call", name=op.f("uq_sms_ticket_id_event_call")),
    )
    with op.batch_alter_table("sms", schema=None) as batch_op:
        batch_op.create_index("ix_sms_done", ["office_id", "done_at"], unique=False)
        batch_op.create_index(
            "ix_sms_open", ["office_id", "next_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
        )


def downgrade():
    with op.batch_alter_table("sms", schema=None) as batch_op:
        batch_op.drop_index("ix_sms_open", sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index("ix_sms_done")
    op.drop_table("sms")
    op.drop_table("visitor_phone")
