"""The refused rows of an import as a table, with the same columns and two more: what is wrong, and why."""

from collections.abc import Callable, Iterator, Sequence

from flask_babel import gettext

from deskq.application_exchange import staging
from deskq.application_exchange.reading import reader
from deskq.application_exchange.staging import Files
from deskq.web.spreadsheet import to_csv


def csv(files: Files, headers: Sequence[str], field_name: Callable[[str], str]) -> str:
    """CSV in UTF-8 with the columns of the table; it can be imported again as it is."""
    head = [*headers, gettext("Row"), gettext("Wrong field"), gettext("Reason")]
    return to_csv(head, _rows(files, len(headers), field_name))


def _rows(files: Files, columns: int, field_name: Callable[[str], str]) -> Iterator[list[str | int]]:
    reasons = staging.refused(files)
    for _, number, cells in reader.rows(files.lines):
        if number in reasons:
            code, words = reasons[number]
            row = [*cells[:columns], *[""] * (columns - len(cells))]
            yield [*row, number, field_name(code), gettext(words)]
