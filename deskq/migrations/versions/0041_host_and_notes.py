"""The role of hall hosts, notes of staff about visits, and how many people came with a ticket."""

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = deskq.core.db.engine.UtcMicroseconds
BEFORE = "role IN ('clerk', 'expert', 'operator', 'supervisor', 'inspectorate', 'executive', 'admin')"
AFTER = "role IN ('clerk', 'host', 'expert', 'operator', 'supervisor', 'inspectorate', 'executive', 'admin')"


def upgrade() -> None:
    _roles(BEFORE, AFTER)
    op.add_column("ticket", sa.Column("group_size", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "ticket_note",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("made_at", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ticket_note_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_note_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_note")),
    )
    op.create_index(op.f("ix_ticket_note_made_at"), "ticket_note", ["made_at"])
    op.create_index(op.f("ix_ticket_note_ticket_id"), "ticket_note", ["ticket_id"])


def downgrade() -> None:
    op.drop_table("ticket_note")
    op.execute("ALTER TABLE ticket DROP COLUMN group_size")
    op.execute("UPDATE person SET role = 'clerk', active = FALSE WHERE role = 'host'")
    _roles(AFTER, BEFORE)


def _roles(before: str, after: str) -> None:
    """As in 0017: SQLite cannot change a check, so the text of the table is corrected and the schema read again."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_person_role", "person")
        op.create_check_constraint(op.f("ck_person_role"), "person", after)
        return
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar()
    op.execute("PRAGMA writable_schema=ON")
    change = sa.text(
        "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'person'"
    )
    op.get_bind().execute(change, {"before": before, "after": after})
    op.execute(f"PRAGMA schema_version={version + 1}")
    op.execute("PRAGMA writable_schema=OFF")
