"""A page, or a part of one, as the answer to a request for its PDF file."""

from collections.abc import Iterable, Sequence

from flask import Response, render_template

from deskq.web import filters
from deskq.web.pdf.printing import Paper, of_html
from deskq.web.spreadsheet import Cell, Column

MIMETYPE = "application/pdf"


def page(html: str, name: str, paper: Paper) -> Response:
    """``name``: that of the file, without its ending."""
    return file(of_html(html, paper), name)


def file(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype=MIMETYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], note: str, title: str) -> str:
    """The page of one table, for a list. ``note``: a sentence above it."""
    return render_template("pdf/table.html", title=title, note=note, columns=columns, rows=rows, words=_words)


def _words(cell: Cell) -> str:
    return "–" if cell is None or cell == "" else filters.digits(cell)
