"""Reads and writes logs as CSV. Visits: ``arrival,call,finish,service,counter`` and optionally ``weight``, ``missed``;
counters: ``at,counter,status,until,services``.

Times are ISO 8601; without an offset they are local time of the office. ``services``: ``levy:1 info:2`` with ranks.
"""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from deskq.estimate.log_records import Shift, Visit

REQUIRED = ("arrival", "call", "finish", "service", "counter")
T = TypeVar("T")
WALL_CLOCK_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  (the wall clock's own zero)


class InvalidLog(ValueError):
    """The log cannot be read; the message names line and reason."""


class CsvLog:
    """Reads both files, with the same numbers for services and counters."""

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self.zone = zone
        self.services: dict[str, int] = {}
        self.counters: dict[str, int] = {}

    def visits(self, path: Path) -> list[Visit]:
        return sorted(_rows(path, REQUIRED, self._visit), key=lambda visit: (visit.arrival, visit.call))

    def shifts(self, path: Path) -> list[Shift]:
        return sorted(_rows(path, ("at", "counter", "status"), self._shift), key=lambda shift: shift.at)

    def _visit(self, row: dict[str, str]) -> Visit:
        arrival, call = self._moment(row["arrival"]), self._moment(row["call"])
        finish = self._moment(row["finish"]) if row["finish"] else None
        if not arrival <= call <= (call if finish is None else finish):
            raise ValueError("arrival, call and finish are not in order")
        return Visit(
            arrival,
            call,
            finish,
            _number(self.services, row["service"]),
            _number(self.counters, row["counter"]),
            float(row.get("weight") or 1),
            row.get("missed", "") in ("1", "yes", "true"),
        )

    def _shift(self, row: dict[str, str]) -> Shift:
        if row["status"] not in ("open", "break", "closed"):
            raise ValueError("status is open, break or closed")
        until = self._moment(row["until"]) if row.get("until") else None
        served = (pair.rpartition(":") for pair in row.get("services", "").split())
        ranks = {_number(self.services, name): int(rank) for name, _, rank in served}
        return Shift(self._moment(row["at"]), _number(self.counters, row["counter"]), row["status"], until, ranks)

    def _moment(self, text: str) -> float:
        """Seconds on the office's wall clock."""
        found = datetime.fromisoformat(text.strip())
        if found.tzinfo is not None:
            found = found.astimezone(self.zone or UTC).replace(tzinfo=None)
        return (found - WALL_CLOCK_EPOCH).total_seconds()


def _rows(path: Path, needed: Iterable[str], read: Callable[[dict[str, str]], T]) -> list[T]:
    try:
        return _read_rows(path, needed, read)
    except (UnicodeDecodeError, csv.Error):
        raise InvalidLog(f"{path.name}: no CSV file in UTF-8") from None


def _read_rows(path: Path, needed: Iterable[str], read: Callable[[dict[str, str]], T]) -> list[T]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        table = csv.DictReader(file)
        if missing := set(needed) - set(table.fieldnames or ()):
            raise InvalidLog(f"{path.name}: no column {', '.join(sorted(missing))}")
        found = []
        for row in table:
            try:
                found.append(read(row))
            except (ValueError, TypeError, AttributeError) as wrong:
                raise InvalidLog(f"{path.name}, line {table.line_num}: {wrong}") from None
        return found


def _number(known: dict[str, int], name: str) -> int:
    return known.setdefault(name.strip(), len(known))


def write_visits(path: Path, visits: Iterable[Visit]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([*REQUIRED, "weight", "missed"])
        for v in visits:
            finish = _text(v.finish) if v.finish is not None else ""
            table.writerow([_text(v.arrival), _text(v.call), finish, v.service, v.counter, v.weight, int(v.missed)])


def write_shifts(path: Path, shifts: Iterable[Shift]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["at", "counter", "status", "until", "services"])
        for s in shifts:
            served = " ".join(f"{service}:{rank}" for service, rank in s.ranks.items())
            table.writerow([_text(s.at), s.counter, s.status, _text(s.until) if s.until is not None else "", served])


def _text(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
