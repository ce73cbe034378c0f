"""Rows and cells of what was copied from a spreadsheet: tabs between cells, lines between rows, quotes around a cell
that has either in it."""

import csv
import io

from deskq.core.text import persian

MOST_ROWS = 500


def rows(text: str) -> list[list[str]]:
    """The cells of each row as they are stored (``persian.clean``), each on one line; rows without any text are left
    out, and so are those after ``MOST_ROWS``."""
    lines = text.lstrip("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    found = []
    for row in csv.reader(io.StringIO(lines), delimiter="\t"):
        cells = [" ".join(persian.clean(cell).split()) for cell in row]
        if any(cells):
            found.append(cells)
        if len(found) == MOST_ROWS:
            break
    return found
