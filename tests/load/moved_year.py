"""A long past in an SQLite file, for moves and backups: days of visits, and a journal whose chain is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from deskq.core.db import journal
from deskq.core.db.engine import EPOCH, MICROSECOND
from deskq.core.extensions import db
from tests.load import year_of_visits

ENTRIES = 7  #: of a visit in the journal
FIRST = date(2025, 11, 24)
KINDS = (
    "ticket.issued", "sms.queued", "ticket.called", "ticket.recalled", "ticket.started", "ticket.finished",
    "ticket.rated",
)  # fmt: skip


def fill(file: str, days: int, visits: int) -> int:
    """``visits`` on each of these days in the first office; returns the length of its journal."""
    with db.engine.begin() as connection:
        for number in range(days):
            year_of_visits.fill_visits(connection, FIRST + timedelta(days=number), visits, number)
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        sequence, end = connection.execute("SELECT sequence, hash FROM journal_head WHERE office_id = 1").fetchone()
        rows = _Chain(sequence, end)
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        connection.executemany(f"INSERT INTO journal ({names}) VALUES ({marks})", rows.of(days * visits))
        head = "UPDATE journal_head SET sequence = ?, hash = ? WHERE office_id = 1"
        connection.execute(head, (rows.sequence, rows.hash))
        connection.commit()
    return rows.sequence


COLUMNS = ("office_id", "sequence", "press", "at", "kind", "by", "ticket_id", "counter_id", "body", "hash")


class _Chain:
    def __init__(self, sequence: int, end: str) -> None:
        self.sequence, self.hash = sequence, end

    def of(self, visits: int) -> Iterator[tuple[Any, ...]]:
        begins = int((FIRST - date(1970, 1, 1)).total_seconds()) * 1_000_000
        for number in range(visits * ENTRIES):
            self.sequence += 1
            at = begins + number * 1_000_000
            row = {
                "office_id": 1, "sequence": self.sequence, "press": self.sequence, "at": EPOCH + at * MICROSECOND,
                "kind": KINDS[number % ENTRIES], "by": "person:1", "ticket_id": number // ENTRIES, "counter_id": None,
                "body": year_of_visits.BODY,
            }  # fmt: skip
            self.hash = journal.digest(self.hash, row)
            yield *({**row, "at": at}[name] for name in COLUMNS[:-1]), self.hash
