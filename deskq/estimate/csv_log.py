"""Reads and writes logs as CSV. Visits: ``arrival,call,finish,service,counter`` and optionally ``weight``, ``missed``
and ``left``; counters: ``at,counter,status,until,services``.

Times are ISO 8601, with Gregorian or Jalali dates; without an offset they are local time of the office. ``services``:
``levy:1 info:2`` with ranks. Files in UTF-8, UTF-16 and Windows Arabic, with commas, semicolons or tabs.
"""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from deskq.core.text import jalali
from deskq.core.text.persian import ascii_digits
from deskq.estimate.log_records import NO_COUNTER, Shift, Visit

REQUIRED = ("arrival", "call", "finish", "service", "counter")
JALALI = re.compile(r"(1[34]\d\d)[-/](\d{1,2})[-/](\d{1,2})")
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
        if row.get("left", "").strip():
            return self._departure(row)
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
            _weight(row),
            row.get("missed", "") in ("1", "yes", "true"),
        )

    def _departure(self, row: dict[str, str]) -> Visit:
        """A visitor who left without being called."""
        arrival, left = self._moment(row["arrival"]), self._moment(row["left"])
        if row["call"].strip() or left < arrival:
            raise ValueError("a visit with a time of leaving has no call, and that time is after the arrival")
        return Visit(arrival, left, None, _number(self.services, row["service"]), NO_COUNTER, _weight(row), left=True)

    def _shift(self, row: dict[str, str]) -> Shift:
        if row["status"] not in ("open", "break", "closed"):
            raise ValueError("status is open, break or closed")
        until = self._moment(row["until"]) if row.get("until") else None
        served = (pair.rpartition(":") for pair in row.get("services", "").split())
        ranks = {_number(self.services, name): int(rank) for name, _, rank in served}
        return Shift(self._moment(row["at"]), _number(self.counters, row["counter"]), row["status"], until, ranks)

    def _moment(self, text: str) -> float:
        """Seconds on the office's wall clock."""
        found = datetime.fromisoformat(_gregorian(ascii_digits(text).strip()))
        if found.tzinfo is not None:
            found = found.astimezone(self.zone or UTC).replace(tzinfo=None)
        return (found - WALL_CLOCK_EPOCH).total_seconds()


def _gregorian(text: str) -> str:
    """The time with a Gregorian date, if its date is Jalali."""
    found = JALALI.match(text)
    if found is None:
        return text
    year, month, day = map(int, found.groups())
    return jalali.gregorian(year * 10_000 + month * 100 + day).isoformat() + text[found.end() :]


def _weight(row: dict[str, str]) -> float:
    weight = float(row.get("weight") or 1)
    if not (isfinite(weight) and weight > 0):
        raise ValueError("weight is a number above 0")
    return weight


def _rows(path: Path, needed: Iterable[str], read: Callable[[dict[str, str]], T]) -> list[T]:
    try:
        return _read_rows(path.name, _text_of(path), needed, read)
    except (UnicodeError, csv.Error):
        raise InvalidLog(f"{path.name}: no CSV file in UTF-8, UTF-16 or Windows-1256") from None


def _text_of(path: Path) -> str:
    content = path.read_bytes()
    if b"\0" in content and not content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise UnicodeError("binary data")
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1256")


def _read_rows(name: str, text: str, needed: Iterable[str], read: Callable[[dict[str, str]], T]) -> list[T]:
    header = text.partition("\n")[0]
    table = csv.DictReader(StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    if missing := set(needed) - set(table.fieldnames or ()):
        raise InvalidLog(f"{name}: no column {', '.join(sorted(missing))}")
    found = []
    for row in table:
        try:
            if None in row or None in row.values():
                raise ValueError("the row has not as many columns as the header")
            found.append(read(row))
        except (ValueError, OverflowError) as wrong:
            raise InvalidLog(f"{name}, line {table.line_num}: {wrong}") from None
    return found


def _number(known: dict[str, int], name: str) -> int:
    if not name.strip():
        raise ValueError("service or counter has no name")
    return known.setdefault(name.strip(), len(known))


def write_visits(path: Path, visits: Iterable[Visit]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([*REQUIRED, "weight", "missed", "left"])
        for v in visits:
            if v.left:
                table.writerow([_text(v.arrival), "", "", v.service, "", v.weight, 0, _text(v.call)])
                continue
            finish = _text(v.finish) if v.finish is not None else ""
            table.writerow([_text(v.arrival), _text(v.call), finish, v.service, v.counter, v.weight, int(v.missed), ""])


def write_shifts(path: Path, shifts: Iterable[Shift]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["at", "counter", "status", "until", "services"])
        for s in shifts:
            served = " ".join(f"{service}:{rank}" for service, rank in s.ranks.items())
            table.writerow([_text(s.at), s.counter, s.status, _text(s.until) if s.until is not None else "", served])


def _text(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
