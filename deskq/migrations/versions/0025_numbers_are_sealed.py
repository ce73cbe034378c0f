"""Telephone numbers of visitors and of appointments are sealed, and found by blind indexes; messages know when their
words were erased."""

import sqlite3
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

import deskq.core.db.engine
from deskq.core.db import field_encryption

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

PHONE, NUMBER = "appointment.phone", "visitor_phone.number"
PIECE = 1000
Values = dict[str, Any]
KEPT = sa.text("erased_at IS NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_index("ix_appointment_phone", "appointment")
    op.add_column("appointment", sa.Column("phone_index", sa.String(64), nullable=True))
    _change_appointments(sa.Text(), _sealed)
    op.create_index("ix_appointment_phone", "appointment", ["office_id", "phone_index"])
    _make_visitors(
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_index", sa.String(64), nullable=False),
        change=lambda number: {"number": field_encryption.encrypt(number, NUMBER), "number_index": field_encryption.blind(number, NUMBER)},
    )
    op.create_index("ix_visitor_phone_number", "visitor_phone", ["office_id", "number_index"])
    op.add_column("message", sa.Column("erased_at", deskq.core.db.engine.UtcMicroseconds(), nullable=True))
    op.create_index(
        "ix_message_ended", "message", ["office_id", "ended_at"], sqlite_where=KEPT, postgresql_where=KEPT
    )
    _keep_no_deleted_words(True)


def downgrade() -> None:
    """Needs the key: what does not open is not thrown away, the whole step is refused."""
    _keep_no_deleted_words(False)
    op.drop_index("ix_message_ended", "message")
    op.drop_column("message", "erased_at")
    op.drop_index("ix_appointment_phone", "appointment")
    _change_appointments(sa.String(20), lambda phone: {"phone": field_encryption.decrypt(phone, PHONE)})
    op.drop_column("appointment", "phone_index")
    op.create_index("ix_appointment_phone", "appointment", ["office_id", "phone"])
    op.drop_index("ix_visitor_phone_number", "visitor_phone")
    number = sa.Column("number", sa.String(16), nullable=False)
    _make_visitors(number, change=lambda sealed: {"number": field_encryption.decrypt(sealed, NUMBER)})


def _keep_no_deleted_words(on: bool) -> None:
    """SQLite's index of words marks what is deleted, and forgets it much later, unless it is told otherwise; before
    3.42 it cannot be told (docs/privacy.md)."""
    if op.get_bind().dialect.name == "sqlite" and sqlite3.sqlite_version_info >= (3, 42):
        op.execute(f"INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', {int(on)})")


def _sealed(phone: str) -> Values:
    return {"phone": field_encryption.encrypt(phone, PHONE), "phone_index": field_encryption.blind(phone, PHONE)}


def _change_appointments(kind: Any, change: Callable[[str], Values]) -> None:
    """A new column takes the place of the old one; only the rows of days to come have a number."""
    op.execute("ALTER TABLE appointment RENAME COLUMN phone TO phone_before")
    op.add_column("appointment", sa.Column("phone", kind, nullable=True))
    table = sa.table("appointment", *map(sa.column, ("id", "phone_before", "phone", "phone_index")))
    known = sa.select(table.c.id, table.c.phone_before).where(table.c.phone_before.is_not(None)).limit(PIECE)
    while rows := op.get_bind().execute(known).all():
        for key, phone in rows:
            values = {"phone_before": None, **change(phone)}
            op.get_bind().execute(table.update().where(table.c.id == key).values(values))
    op.drop_column("appointment", "phone_before")
    if op.get_bind().dialect.name != "sqlite":  # written anew, without the rows as they were
        op.execute("ALTER TABLE appointment ALTER COLUMN phone TYPE text USING phone || ''")
        op.alter_column("appointment", "phone", type_=kind)


def _make_visitors(*numbers: sa.Column[Any], change: Callable[[str], Values]) -> None:
    """The numbers of one day: the table is made again."""
    kept = op.get_bind().execute(sa.text("SELECT ticket_id, office_id, day, number FROM visitor_phone")).all()
    op.drop_table("visitor_phone")
    made = op.create_table(
        "visitor_phone",
        sa.Column("ticket_id", ID, autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        *numbers,
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_visitor_phone_office_id_office")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_visitor_phone_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_visitor_phone")),
    )
    rows = [{"ticket_id": row[0], "office_id": row[1], "day": row[2], **change(row[3])} for row in kept]
    if rows:
        op.bulk_insert(made, rows)
