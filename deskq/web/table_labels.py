"""Template filter of tables. It labels each cell with its column, so that a narrow screen can show a row as a card."""

import re
from collections.abc import Iterator

from markupsafe import Markup

CELL = re.compile(r"<(?P<tag>t[hd])(?P<attributes>(?: [^>]*)?)>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
ROW = re.compile(r"<tr[ >].*?</tr>", re.DOTALL)
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPAN = re.compile(r'colspan="(\d+)"')
#: Texts of a cell without a value.
NOTHING = ("", "–")


def labelled(html: Markup) -> Markup:
    """The content of a ``<table>`` whose data cells have ``data-label``, the visible words of their column's head;
    those without a value have ``data-empty``. A cell over several columns has no label."""
    head, end, body = str(html).partition("</thead>")
    labels = list(_heads(head))
    rows = ROW.sub(lambda row: _labelled_row(row[0], labels), body)
    return Markup(head + end + rows)  # noqa: S704 (it was markup before; the labels are escaped text of it)


def _heads(head: str) -> Iterator[str]:
    for cell in CELL.finditer(head):
        for _ in range(_span(cell)):
            yield _words(HIDDEN.sub("", cell["content"]))


def _labelled_row(row: str, labels: list[str]) -> str:
    column = 0

    def cell_with_label(cell: re.Match[str]) -> str:
        nonlocal column
        span = _span(cell)
        label = labels[column] if column < len(labels) and span == 1 else ""
        column += span
        if cell["tag"] == "th":
            return cell[0]
        named = f' data-label="{label}"' if label else ""
        empty = " data-empty" if "<" not in cell["content"] and _words(cell["content"]) in NOTHING else ""
        return f"<td{cell['attributes']}{named}{empty}>{cell['content']}</td>"

    return CELL.sub(cell_with_label, row)


def _span(cell: re.Match[str]) -> int:
    found = SPAN.search(cell["attributes"])
    return int(found[1]) if found else 1


def _words(html: str) -> str:
    """The text of HTML, still escaped."""
    return " ".join(TAG.sub(" ", html).replace('"', "&#34;").split())
