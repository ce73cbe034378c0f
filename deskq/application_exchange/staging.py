"""The files of an import on the disk, and its rows in groups: one for each application, in the order of the table.

Of a group only the places of its rows are kept in memory, so that a long table takes little of it.
"""

import json
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import config
from deskq.application_exchange.examine import OTHER_ROW, Group
from deskq.application_exchange.reading import reader
from deskq.application_exchange.rows import RowReader, RowRefused
from deskq.application_exchange.rules.fields import Layout

PIECE = 1000  #: rows after which others may work


@dataclass(frozen=True, slots=True)
class Files:
    """Of one import: the table as it was sent, its rows, and the reasons of rows that were refused."""

    token: str

    def _path(self, ending: str) -> Path:
        return folder() / f"{self.token}.{ending}"

    @property
    def source(self) -> Path:
        return self._path("source")

    @property
    def lines(self) -> Path:
        return self._path("lines")

    @property
    def refused(self) -> Path:
        return self._path("refused")

    def make(self) -> None:
        """All three, empty, for nobody else to read: what is written later does not change that."""
        for path in (self.source, self.lines, self.refused):
            path.touch(mode=0o600)

    def remove(self) -> None:
        for path in (self.source, self.lines, self.refused):
            with suppress(FileNotFoundError):
                path.unlink()


def folder() -> Path:
    found = config.INSTANCE / "imports"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


@dataclass(slots=True)
class Table:
    """``groups``: {key: places of its rows}. Rows that have no key are groups of their own."""

    files: Files
    kind: str
    layout: Layout
    zone: ZoneInfo
    now: datetime
    groups: dict[str, "array[int]"] = field(default_factory=dict)

    def index(self) -> Iterator[int]:
        """Find the groups; yields the number of rows so far, now and then."""
        row_reader = RowReader(self.kind, self.layout, self.zone, self.now)
        for count, (offset, number, cells) in enumerate(reader.rows(self.files.lines), 1):
            self.groups.setdefault(row_reader.key(cells) or f"\n{number}", array("q")).append(offset)
            if count % PIECE == 0:
                yield count

    def read(self, begin: int, end: int) -> list[Group]:
        """The groups from ``begin`` to ``end``. One with a row that is refused is refused as a whole."""
        row_reader = RowReader(self.kind, self.layout, self.zone, self.now)
        found = []
        with self.files.lines.open("rb") as file:
            for offsets in list(self.groups.values())[begin:end]:
                group = Group("")
                for offset in offsets:
                    number, cells = reader.at(file, offset)
                    try:
                        group.rows.append(row_reader.row(number, cells))
                    except RowRefused as refused:
                        group.refused[number] = (refused.field, refused.words)
                if group.rows:
                    group.key = group.rows[0].key
                if group.refused:
                    others = {one.number: ("", OTHER_ROW) for one in group.rows}
                    group.refused = {**others, **group.refused}
                found.append(group)
        return found


def note_refused(files: Files, groups: list[Group]) -> int:
    """Add the refused rows of these groups to the file of reasons; returns how many. Added twice, they are there
    once. Each begins a line of its own, also after one that a stopped server left unfinished."""
    found = [(row, *why) for group in groups for row, why in group.refused.items()]
    if found:
        with files.refused.open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(json.dumps(one, ensure_ascii=False) for one in found) + "\n")
    return len(found)


def keep_refused(files: Files) -> None:
    """At the end of an import: of the table only the refused rows stay, to be corrected; without any, nothing."""
    numbers = set(refused(files))
    if not numbers:
        files.remove()
        return
    kept = files.lines.with_suffix(".kept")
    kept.touch(mode=0o600)
    with files.lines.open("rb") as table, kept.open("wb") as rest:
        for line in table:
            if not line.startswith(b"[") or json.loads(line)[0] in numbers:
                rest.write(line)
    kept.replace(files.lines)


def refused(files: Files) -> dict[int, tuple[str, str]]:
    """{row: (field, reason)} of all refused rows, in the order of the table."""
    if not files.refused.exists():
        return {}
    found: list[tuple[int, str, str]] = []
    with files.refused.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            with suppress(json.JSONDecodeError):  # an empty line, or an unfinished one
                found.append(tuple(json.loads(line)))
    return {row: (name, words) for row, name, words in sorted(found)}
