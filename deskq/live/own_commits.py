"""Journal rows that this process committed itself, for the follower: it need not read them from the database."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.core.db.journal import Entry

MOST = 1000  #: rows of an office that are kept; with more it is read from the database

Row = Mapping[str, Any]


class OwnCommits:
    """Rows wait here, by office, until they are taken."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Row]] = {}

    def add(self, office: int, rows: Sequence[Row]) -> bool:
        """The columns of each row, as ``journal.append`` returns them. False if the journal must be read: there are no
        rows, or too many."""
        waiting = [*self._rows.get(office, ()), *rows[: MOST + 1]]
        if len(waiting) > MOST:
            self._rows.pop(office, None)
            return False
        if rows:
            self._rows[office] = waiting
        return bool(rows)

    def offices(self) -> list[int]:
        """The offices with rows that were not taken."""
        return list(self._rows)

    def before(self, office: int) -> int:
        """The sequence before the first row of an office that waits."""
        return min((int(row["sequence"]) for row in self._rows.get(office, ())), default=1) - 1

    def take(self, office: int, after: int) -> list[Entry]:
        """All rows after a sequence; [] where one between is missing: another process wrote it, or it comes later."""
        rows = [row for row in self._rows.pop(office, ()) if row["sequence"] > after]
        rows.sort(key=lambda row: int(row["sequence"]))
        is_whole = [row["sequence"] for row in rows] == list(range(after + 1, after + 1 + len(rows)))
        return [Entry(**row) for row in rows] if is_whole else []
