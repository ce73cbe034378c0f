"""Tables for spreadsheets, as CSV and as XLSX workbooks. No program reads one of their texts as a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TypeVar

T = TypeVar("T")
Cell = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Longest text of a cell in Excel, and characters that a sheet name must not contain.
LONGEST_TEXT = 32_767
SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]")
#: Excel counts durations in days and percentages in wholes.
PER_CELL = {"duration": 86_400, "percent": 100}
#: Characters that a spreadsheet reads as the beginning of a formula (some of them also where they are full-width), or
#: ignores before one.
STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def harmless(value: T) -> T | str:
    """A value for CSV. A text that looks like a formula gets a leading quote."""
    return f"'{value}" if isinstance(value, str) and value[:1] in STARTS else value


def to_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV; the byte order mark makes spreadsheets read it as UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_cells(head))
    table.writerows(map(_cells, rows))
    return "\ufeff" + out.getvalue()


def write_csv(file: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """The same, row by row."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(_cells(head))
    table.writerows(map(_cells, rows))
    text.flush()
    text.detach()


def _cells(row: Sequence[Cell]) -> list[Cell]:
    return ["" if value is None else harmless(value) for value in row]


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: text, number, percent (of 100) or duration (in seconds); ``width`` in characters."""

    title: str
    kind: str = "number"
    width: int = 12


def xlsx_file(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, persian: bool) -> IO[bytes]:
    """The workbook of ``write_xlsx`` as a file without a name, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_xlsx(file, title, columns, rows, persian=persian)
    file.seek(0)
    return file


def write_xlsx(
    file: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, persian: bool
) -> None:
    """Write a workbook with one sheet: right to left and with Persian digits where ``persian``. Rows go to a file on
    the disk one by one, so a long table takes no more memory than a short one. Texts stay texts: nothing of them
    becomes a formula, a link or a number."""
    from xlsxwriter import Workbook  # imported here because few servers need its memory

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        digits = "[$-3000429]" if persian else ""
        formats = {
            "text": book.add_format({"align": "right" if persian else "left"}),
            "number": book.add_format({"num_format": f"{digits}#,##0"}),
            "percent": book.add_format({"num_format": f"{digits}0.0%"}),
            "duration": book.add_format({"num_format": f"{digits}[h]:mm:ss"}),
        }
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        sheet = book.add_worksheet(SHEET_NAME_FORBIDS.sub(" ", title)[:31].strip("'"))
        if persian:
            sheet.right_to_left()
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.title, head)
        for number, row in enumerate(rows, 1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                if isinstance(value, str):
                    sheet.write_string(number, place, value[:LONGEST_TEXT], formats["text"])
                elif value is not None:
                    sheet.write_number(number, place, value / PER_CELL.get(column.kind, 1), formats[column.kind])
