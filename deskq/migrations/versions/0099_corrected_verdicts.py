"""Corrections of verdicts, and cancelled sessions of commissions."""

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import UtcMicroseconds

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE, MOMENT = "commission_session", ["unit_id", "commission", "starts_at"]
OLD, NEW = "uq_commission_session_unit_id_commission_starts_at", "uq_commission_session_moment"
TAKES_PLACE = sa.text("cancelled_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(table.f(OLD), type_="unique")
        table.add_column(sa.Column("cancelled_at", UtcMicroseconds(), nullable=True))
        table.add_column(sa.Column("cancelled_why", sa.String(length=300), server_default="", nullable=False))
    op.create_index(NEW, TABLE, MOMENT, unique=True, sqlite_where=TAKES_PLACE, postgresql_where=TAKES_PLACE)
    op.add_column("commission_item", sa.Column("corrected_at", UtcMicroseconds(), nullable=True))
    op.create_table(
        "commission_correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("at", UtcMicroseconds(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("members", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["commission_item.id"], name=op.f("fk_commission_correction_item_id_commission_item")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_commission_correction_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_correction")),
    )
    op.create_index(op.f("ix_commission_correction_item_id"), "commission_correction", ["item_id"])


def downgrade() -> None:
    """Cancelled sessions go, with their agendas: their moment may be that of another one, and the older program would
    hold them for sessions to come."""
    op.drop_table("commission_correction")
    op.drop_column("commission_item", "corrected_at")
    gone = "SELECT id FROM commission_session WHERE cancelled_at IS NOT NULL"
    op.execute(f"DELETE FROM commission_call WHERE session_id IN ({gone})")  # noqa: S608
    op.execute(f"DELETE FROM commission_item WHERE session_id IN ({gone})")  # noqa: S608
    op.execute("DELETE FROM commission_session WHERE cancelled_at IS NOT NULL")
    op.drop_index(NEW, table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_column("cancelled_why")
        table.drop_column("cancelled_at")
        table.create_unique_constraint(table.f(OLD), MOMENT)
