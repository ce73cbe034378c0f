"""Starts the program that reads a table, and reads the lines that it wrote."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from deskq.core.errors import N_, DomainError

PROGRAM = Path(__file__).with_name("program.py")
MEMORY_MEGABYTES = 768  #: address space of the process; what it really takes is far less
CPU_SECONDS, DEADLINE = 180, 300.0
MOST_WRITTEN = 1024**3
TOO_LARGE = N_("This file is too large when it is unpacked. Please save it as CSV, or in smaller parts.")
WHY = {
    "too-large": TOO_LARGE,
    "too-many-rows": N_("This file has more than 200,000 rows. Please save it in smaller parts."),
    "empty": N_("There is nothing in this file."),
    "encrypted": N_("This workbook has a password. Please save it without one."),
    "old-workbook": N_("This is a workbook of an old format (XLS), or has a password. Please save it as XLSX or CSV."),
    "unreadable": N_("This file is no table that can be read. Please save it as CSV or XLSX."),
}


class TableRefused(DomainError):
    """``words``: why (msgid)."""

    slug, status = "table-refused", 422
    title = WHY["unreadable"]

    def __init__(self, why: str) -> None:
        super().__init__()
        self.words = WHY.get(why, WHY["unreadable"])


class Table(NamedTuple):
    """``rows``: how many rows below the headers are not empty."""

    headers: list[str]
    rows: int


def read(source: Path, lines: Path) -> Table:
    """Write the rows of an uploaded file as lines of JSON (see program.py); ``TableRefused`` if it cannot be read."""
    with source.open("rb") as file, lines.open("wb") as written:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(PROGRAM), str(MEMORY_MEGABYTES), str(CPU_SECONDS), str(MOST_WRITTEN)],
            stdin=file,
            stdout=written,
            stderr=subprocess.DEVNULL,
            env={"PYTHONUTF8": "1"},
            cwd="/",
            start_new_session=True,
        )
        try:
            process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            raise TableRefused("too-large") from None
        finally:
            process.kill()
            process.wait()
    return _table(lines)


def _table(lines: Path) -> Table:
    with lines.open(encoding="utf-8") as file:
        first = file.readline()
    with lines.open("rb") as file:
        file.seek(max(0, lines.stat().st_size - 200))
        end = file.read().decode(errors="replace").splitlines()
    if not end or not end[-1].startswith('{"error":'):  # it was killed
        raise TableRefused("too-large")
    if why := json.loads(end[-1])["error"]:
        raise TableRefused(why)
    return Table(json.loads(first)["headers"], json.loads(end[-2])["rows"])


def rows(lines: Path) -> Iterator[tuple[int, int, list[str]]]:
    """(offset in bytes, row of the file, cells) of each row below the headers."""
    with lines.open("rb") as file:
        offset = len(file.readline())
        for line in file:
            if line.startswith(b"["):
                number, *cells = json.loads(line)
                yield offset, number, cells
            offset += len(line)


def at(file: Any, offset: int) -> tuple[int, list[str]]:
    """The row at an offset of the opened file."""
    file.seek(offset)
    number, *cells = json.loads(file.readline())
    return number, cells
