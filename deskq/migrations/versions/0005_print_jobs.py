"""papers to print, printers, and what to bring

Revision ID: 0005
Revises: 0001

"""

from alembic import op
import sqlalchemy as sa

import deskq.core.db.engine


revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'printing')")
TROUBLED = sa.text("state IN ('doubtful', 'given_up')")


def upgrade():
    op.create_table(
        "printer",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("held_until", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("since", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_printer")),
    )
    op.create_table(
        "print_job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("printer", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("next_at", deskq.core.db.engine.UtcMicroseconds(), nullable=False),
        sa.Column("done_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=False),
        sa.CheckConstraint("kind IN ('token', 'reprint')", name=op.f("ck_print_job_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'printing', 'printed', 'doubtful', 'given_up')", name=op.f("ck_print_job_state")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_print_job_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_print_job_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("ticket_id", "number", name=op.f("uq_print_job_ticket_id_number")),
    )
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_print_job_open", ["printer", "next_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
        )
        batch_op.create_index(
            "ix_print_job_troubled",
            ["office_id", "made_at"],
            unique=False,
            sqlite_where=TROUBLED,
            postgresql_where=TROUBLED,
        )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bring_fa", sa.String(length=160), server_default="", nullable=False))
        batch_op.add_column(sa.Column("bring_en", sa.String(length=160), server_default="", nullable=False))


def downgrade():
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_column("bring_en")
        batch_op.drop_column("bring_fa")
    op.drop_table("print_job")
    op.drop_table("printer")
