"""The list of the inbox as a table: its columns and rows in CSV and in a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from flask_babel import gettext, ngettext

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.inbox.queries.inbox import Row
from deskq.inbox.views import deadline_badge
from deskq.inbox.views.inbox_context import Reader
from deskq.inbox.views.labels import CHANNEL_NAMES, KIND_NAMES, LIVE, OUTCOME_NAMES, STATE_NAMES, WHOM
from deskq.web import filters, i18n
from deskq.web.pdf import downloads
from deskq.web.spreadsheet import Cell, Column, write_csv, write_xlsx

#: Column heads in CSV, for programs.
HEAD = (
    *("code", "kind", "category", "state", "outcome", "channel", "unit", "person", "district", "address", "text"),
    *("registered_at", "due_at", "deadline", "waits_for", "escalation"),
)
#: Columns that fit on paper.
ON_PAPER = ("code", "category", "state", "unit", "person", "address", "text", "registered_at", "due_at", "deadline")
REGISTERED, DUE = HEAD.index("registered_at"), HEAD.index("due_at")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a workbook needs of the language of the page."""

    title: str
    columns: list[Column]
    persian: bool


def sheet() -> Sheet:
    return Sheet(gettext("Messages"), columns(), i18n.language() == "fa")


def table(who: Reader, rows: Iterable[Row], ending: str) -> Iterator[list[Cell]]:
    """The cells of each row, in the language of the page."""
    for row in rows:
        found = cells(who, row)
        yield list(with_local_days(found)) if ending == "xlsx" else found


def write(file: IO[bytes], ending: str, about: Sheet, rows: Iterable[list[Cell]]) -> None:
    """Row by row; needs no request."""
    if ending == "csv":
        write_csv(file, HEAD, rows)
    else:
        write_xlsx(file, about.title, about.columns, rows, persian=about.persian)


def cells(who: Reader, row: Row) -> list[Cell]:
    about = who.settings
    category, district = about.categories.get(row.category_id or 0), about.districts.get(row.district_id or 0)
    return [
        row.code,
        filters.named(KIND_NAMES[row.kind]),
        filters.named(category.name) if category else "",
        filters.named(STATE_NAMES[row.state]),
        _named(OUTCOME_NAMES, row.outcome),
        filters.named(CHANNEL_NAMES[row.channel]),
        filters.named(about.units[row.unit_id].name),
        who.owner(row.unit_id, row.person_id),
        filters.named(district.name) if district else "",
        row.address,
        row.excerpt,
        clock.local(row.registered_at).isoformat(timespec="minutes"),
        clock.local(row.due_at).isoformat(timespec="minutes"),
        deadline_badge.words(row) if row.state in LIVE else "",
        _named(WHOM, row.waits_for),
        row.escalation,
    ]


def _named(names: dict[str, Name], key: str | None) -> str:
    return filters.named(names[key]) if key is not None else ""


def columns() -> list[Column]:
    """The columns. Days are in two columns: in the Jalali calendar and in ISO 8601."""
    registered, due = gettext("Registered"), gettext("Answer by")
    return [
        Column(gettext("Tracking code"), "text", 16), Column(gettext("Kind"), "text", 14),
        Column(gettext("Category"), "text", 22), Column(gettext("State"), "text", 14),
        Column(gettext("Outcome"), "text", 16), Column(gettext("Channel"), "text", 12),
        Column(gettext("Unit"), "text", 22), Column(gettext("Responsible"), "text", 22),
        Column(gettext("District"), "text", 16), Column(gettext("Address"), "text", 30),
        Column(gettext("Beginning of the text"), "text", 60),
        Column(registered, "text", 14), Column(f"{registered} (ISO)", "text", 24),
        Column(due, "text", 14), Column(f"{due} (ISO)", "text", 24),
        Column(gettext("Deadline"), "text", 22), Column(gettext("Waits for"), "text", 16),
        Column(gettext("Escalated (steps)")),
    ]  # fmt: skip


def on_paper(who: Reader, rows: Sequence[Row], total: int) -> str:
    """The page of the list for its PDF file. ``total``: rows of the whole list."""
    titles = {name: column for name, column in zip(HEAD, _plain_columns(), strict=True)}
    shown = ngettext("%(n)s message", "%(n)s messages", len(rows), n=filters.digits(len(rows)))
    rest = total - len(rows)
    more = gettext("%(n)s more are in the file for spreadsheets.", n=filters.digits(rest)) if rest > 0 else ""
    cells = [_on_paper(who, row) for row in rows]
    return downloads.table([titles[name] for name in ON_PAPER], cells, f"{shown} {more}".strip(), gettext("Messages"))


def _on_paper(who: Reader, row: Row) -> list[Cell]:
    values = dict(zip(HEAD, cells(who, row), strict=True))
    values["registered_at"] = filters.short_date(clock.local(row.registered_at).date())
    values["due_at"] = filters.short_date(clock.local(row.due_at).date())
    return [values[name] for name in ON_PAPER]


def _plain_columns() -> list[Column]:
    """Those of ``HEAD``: each day once."""
    return [column for column in columns() if not column.title.endswith("(ISO)")]


def with_local_days(values: list[Cell]) -> Iterator[Cell]:
    for place, value in enumerate(values):
        if place in (REGISTERED, DUE):
            yield filters.short_date(datetime.fromisoformat(str(value)))
        yield value
