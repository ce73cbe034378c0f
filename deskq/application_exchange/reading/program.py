"""The program that reads an uploaded table: a process of its own, with limits of the system.

``reader.py`` starts it by its path, so it imports nothing of deskq and knows no secret. Its standard input is the file,
its standard output becomes lines of JSON: ``{"headers": [...], "row": 1}``, then ``[row, cell, ...]`` for each row that
is not empty, at last ``{"rows": n}``; or ``{"error": why}``. Every cell is a text; formulas are never evaluated.
"""

import csv
import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import IO, Any

MEGABYTE = 1024 * 1024
#: What a workbook may have when unpacked: all its parts, and the texts that are kept in memory.
MOST_UNPACKED, MOST_TEXTS, MOST_PARTS = 300 * MEGABYTE, 80 * MEGABYTE, 2000
MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 200_000, 100, 20_000
LONGEST_CELL = 4000
LAST_ROW = 1_048_576  #: of a sheet, in every program that writes workbooks
#: The headers are in one of the first rows, below a title perhaps.
HEADERS_WITHIN = 20
PROBE = 65536
DELIMITERS = "\t;,"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
Row = tuple[int, list[str]]


class Refused(Exception):
    """Says in a word why."""


def main(memory_megabytes: int, cpu_seconds: int, most_written: int) -> None:
    most = memory_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_written, most_written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        os.nice(5)
    _write({"error": why} if (why := _read(sys.stdin.buffer)) else {"error": ""})


def _read(file: IO[bytes]) -> str:
    """Write the rows of the table; returns why it cannot be read, or nothing."""
    try:
        begin = file.read(8)
        file.seek(0)
        if begin.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused("old-workbook")
        _write_rows(_workbook(file) if begin.startswith(b"PK\x03\x04") else _text(file))
    except Refused as refused:
        return str(refused)
    except MemoryError:
        return "too-large"
    except Exception:  # a damaged workbook can make the libraries raise nearly anything
        return "unreadable"
    return ""


def _write(line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write_rows(rows: Iterator[Row]) -> None:
    """The headers are the first row with two different texts, or else the first that is not empty."""
    first: list[Row] = []
    for row in rows:
        first.append(row)
        if len(set(filter(None, row[1]))) > 1 or len(first) == HEADERS_WITHIN:
            break
    if not first:
        raise Refused("empty")
    place = len(first) - 1 if len(set(filter(None, first[-1][1]))) > 1 else 0
    number, headers = first[place]
    _write({"headers": headers, "row": number})
    count = 0
    for number, cells in [*first[place + 1 :], *rows]:
        count += 1
        if count > MOST_ROWS:
            raise Refused("too-many-rows")
        _write([number, *cells])
    _write({"rows": count})


def _text(file: IO[bytes]) -> Iterator[Row]:
    encoding = _encoding(file.read(PROBE), _is_utf8(file))
    file.seek(0)
    begin = file.read(PROBE).decode(encoding, "ignore")
    if sum(char < " " and char not in "\t\r\n\0" for char in begin[:PROBE]) > len(begin) // 50:
        raise Refused("unreadable")
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    csv.field_size_limit(MEGABYTE)
    rows = csv.reader((line.replace("\0", "") for line in text), delimiter=_delimiter(begin))
    for row in rows:
        if (cells := _cells(row)) is not None:
            yield rows.line_num, cells


def _is_utf8(file: IO[bytes]) -> bool:
    """Whether all of the file is UTF-8; a letter may be cut where two pieces meet."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(MEGABYTE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _encoding(begin: bytes, is_utf8: bool) -> str:
    """By the byte order mark; else UTF-16 where every other byte is that of ASCII or Arabic letters, UTF-8 where it is
    valid, and windows-1256, in which Persian programs of Windows write."""
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding, high in (("utf-16-le", begin[1::2]), ("utf-16-be", begin[0::2])):
        if len(high) > 3 and sum(byte in (0, 6) for byte in high) > 0.9 * len(high):
            return encoding
    return "utf-8-sig" if is_utf8 else "cp1256"


def _delimiter(begin: str) -> str:
    """The one that occurs most in the first lines, outside of quotes."""
    bare = re.sub(r'"[^"]*"', "", "\n".join(begin.splitlines()[:HEADERS_WITHIN]))
    return max(DELIMITERS, key=lambda one: (bare.count(one), one == ","))


def _workbook(file: IO[bytes]) -> Iterator[Row]:
    from openpyxl import load_workbook

    _check_parts(file)
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says about them may be wrong
        spread = _Merged(file, sheet._worksheet_path)
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        found = False
        for number, row in enumerate(rows, 1):
            if number > LAST_ROW:  # a file may say that its next row is the one after a billion empty ones
                raise Refused("unreadable")
            if row.count(None) == len(row) and spread.says_nothing(number):
                continue
            if (cells := _cells(spread.filled(number, [_said(cell, book.epoch) for cell in row]))) is not None:
                found = True
                yield number, cells
        if found:
            return


def _check_parts(file: IO[bytes]) -> None:
    """Before anything is unpacked. A part is never unpacked beyond the size it says."""
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        texts = sum(one.file_size for one in parts if "sharedStrings" in one.filename)
        if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED or texts > MOST_TEXTS:
            raise Refused("too-large")
        if any(one.flag_bits & 1 for one in parts):
            raise Refused("encrypted")
    file.seek(0)


class _Merged:
    """The ranges of merged cells of a sheet: each of their cells says what the first says."""

    def __init__(self, file: IO[bytes], path: str) -> None:
        self.ranges: dict[int, list[tuple[int, int, int]]] = {}  # {first row: (last row, first and last column)}
        self._open: list[tuple[int, int, int, str]] = []
        with zipfile.ZipFile(file) as packed, packed.open(path.lstrip("/")) as part:
            rest = b""
            count = 0
            while piece := part.read(MEGABYTE):
                text = rest + piece
                end = 0
                for found in MERGED.finditer(text):
                    end = found.end()
                    count += 1
                    if count > MOST_MERGED:
                        raise Refused("too-large")
                    left, top, right, bottom = found.groups()
                    self.ranges.setdefault(int(top), []).append((int(bottom), _column(left), _column(right)))
                rest = text[max(end, len(text) - 200) :]

    def says_nothing(self, number: int) -> bool:
        return not self._open and number not in self.ranges

    def filled(self, number: int, row: list[str]) -> list[str]:
        self._open = [one for one in self._open if one[0] >= number]
        for bottom, left, right in self.ranges.get(number, ()):
            if left < len(row):
                self._open.append((bottom, left, right, row[left]))
        for _, left, right, text in self._open:
            row.extend([""] * (min(right + 1, MOST_COLUMNS) - len(row)))
            for place in range(left, min(right + 1, len(row))):
                row[place] = text
        return row


def _column(letters: bytes) -> int:
    """0 for A."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found - 1


def _said(cell: Any, epoch: datetime) -> str:
    """A cell as text: dates in ISO, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return (epoch + cell).isoformat()
    return cell.isoformat() if isinstance(cell, time) else str(cell)


def _cells(row: list[str]) -> list[str] | None:
    """Without spaces around and empty cells at the end; None for an empty row."""
    cells = [cell.strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return cells or None


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
