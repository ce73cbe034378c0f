"""Derives the intervals of each visit and its totals of waiting from the journal.

Each transaction does 500 tickets, so a run that was interrupted is resumed where it stopped."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from deskq.core.db.engine import EPOCH, MICROSECOND, UtcMicroseconds

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

PIECE = 500  # tickets
SERVED = sa.text("state = 'serving'")
KEPT = ("service_id", "counter_id", "clerk_id")
LIVE = ("waiting", "called", "serving", "held", "absent")

ENTRIES = sa.text("""
    SELECT j.ticket_id, j.office_id, j.sequence, j.at, j.kind, j.body FROM journal j
    WHERE j.ticket_id BETWEEN :first AND :last AND j.kind LIKE 'ticket.%' ORDER BY j.ticket_id, j.sequence
""")
TOTALS = sa.text("UPDATE ticket SET waited = :waited, first_wait = :first_wait WHERE id = :ticket")


def upgrade() -> None:
    if not sa.inspect(op.get_bind()).has_table("visit_interval"):
        _create()
    with op.get_context().autocommit_block():
        fill(op.get_bind().engine, _report)


def _create() -> None:
    op.add_column("ticket", sa.Column("waited", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("ticket", sa.Column("first_wait", sa.BigInteger(), nullable=True))
    op.create_table(
        "visit_interval",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=True),
        sa.Column("clerk_id", sa.Integer(), nullable=True),
        sa.Column("began_at", UtcMicroseconds(), nullable=False),
        sa.Column("ended_at", UtcMicroseconds(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "sequence", name=op.f("pk_visit_interval")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_visit_interval_served",
        "visit_interval",
        ["counter_id", "day"],
        sqlite_where=SERVED,
        postgresql_where=SERVED,
    )


def downgrade() -> None:
    op.drop_table("visit_interval")
    op.drop_column("ticket", "first_wait")
    op.drop_column("ticket", "waited")


def fill(engine: sa.Engine, report: Callable[[int, int], None]) -> None:
    """Derive the intervals of all tickets that have none yet. ``report`` is called with the number of tickets done and
    of all tickets."""
    table = sa.Table("visit_interval", sa.MetaData(), autoload_with=engine)
    with engine.connect() as connection:
        after = connection.scalar(sa.text("SELECT max(ticket_id) FROM visit_interval")) or 0
        total = connection.scalar(sa.text("SELECT count(*) FROM ticket")) or 0
        done = connection.scalar(sa.text("SELECT count(*) FROM ticket WHERE id <= :after"), {"after": after}) or 0
    while after is not None:
        with engine.begin() as connection:
            after, tickets = _fill_piece(connection, table, after)
        done += tickets
        if tickets:
            report(done, total)


def _fill_piece(connection: sa.Connection, table: sa.Table, after: int) -> tuple[int | None, int]:
    """The tickets after one: returns the last of them, None when there is none, and how many they are."""
    wanted = sa.text("SELECT id FROM ticket WHERE id > :after ORDER BY id LIMIT :piece")
    tickets = list(connection.scalars(wanted, {"after": after, "piece": PIECE}))
    if not tickets:
        return None, 0
    entries = connection.execute(ENTRIES, {"first": tickets[0], "last": tickets[-1]})
    rows: list[dict[str, Any]] = []
    totals: list[dict[str, Any]] = []
    for ticket, of_ticket in groupby(entries, lambda entry: entry.ticket_id):
        found = intervals(of_ticket)
        rows += found
        totals.append({"ticket": ticket, **_totals(found)})
    if totals:
        connection.execute(TOTALS, totals)
    if rows:
        connection.execute(table.insert(), rows)
    return tickets[-1], len(tickets)


def intervals(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """The ended intervals of one ticket, in order, from all its journal entries; moments in microseconds."""
    ticket: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    for entry in entries:
        facts = json.loads(entry.body)
        changed = {column: after for column, (_, after) in facts["changes"].items()}
        before, ticket = ticket, {**ticket, **changed}
        if not changed.keys() & {"state", "service_id"}:
            continue
        if entry.kind == "ticket.undone":
            if found and (found[-1]["state"], found[-1]["began_at"]) == (ticket["state"], _microseconds(ticket["since"])):
                found.pop()
        elif before.get("state") in LIVE:
            found.append(_interval(entry, before, facts["verb"]))
    return found


def _interval(entry: Any, ticket: dict[str, Any], verb: str) -> dict[str, Any]:
    return {
        "office_id": entry.office_id,
        "sequence": entry.sequence,
        "ticket_id": entry.ticket_id,
        "day": ticket["day"],
        "state": ticket["state"],
        "verb": verb,
        **{name: ticket.get(name) for name in KEPT},
        "began_at": _microseconds(ticket["since"]),
        "ended_at": entry.at,
    }


def _totals(found: list[dict[str, Any]]) -> dict[str, int | None]:
    """All its waiting, and that before its first call. An interval that ended with the day is in neither."""
    waited, first_wait = 0, None
    for row in found:
        if row["state"] == "waiting" and row["verb"] != "expire":
            waited += row["ended_at"] - row["began_at"]
            if row["verb"] == "call" and first_wait is None:
                first_wait = waited
    return {"waited": waited, "first_wait": first_wait}


def _microseconds(moment: str) -> int:
    return (datetime.fromisoformat(moment) - EPOCH) // MICROSECOND


def _report(done: int, total: int) -> None:
    print(f"Intervals of visits: {done} of {total} tickets", flush=True)
