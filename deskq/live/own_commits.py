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
        """The columns of each row, as ``journal.append`` returns them. Returns whether they, and those before, wait."""
        waiting = self._rows.setdefault(office, [])
        waiting.extend(rows[: MOST + 1])
        if len(waiting) > MOST:
            self._rows.pop(office, None)
        return bool(rows) and len(waiting) <= MOST

    def offices(self) -> list[int]:
        """Those with rows that were not taken."""
        return list(self._rows)

    def before(self, office: int) -> int:
        """The sequence before the first row of an office that waits."""
        return min((int(row["sequence"]) for row in self._rows.get(office, ())), default=1) - 1

    def take(self, office: int, after: int) -> list[Entry]:
        """All rows after a sequence. None where one between is missing, because another process wrote it."""
        rows = [row for row in self._rows.pop(office, ()) if row["sequence"] > after]
        rows.sort(key=lambda row: int(row["sequence"]))
        is_whole = [row["sequence"] for row in rows] == list(range(after + 1, after + 1 + len(rows)))
        return [Entry(**row) for row in rows] if is_whole else []
