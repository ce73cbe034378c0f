"""Download of the list of the inbox as CSV and as a workbook: tab and filters of the page, and its rows."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from flask import Response, send_file
from flask_babel import gettext

from deskq.core import clock
from deskq.core.extensions import db, limiter, socketio
from deskq.core.text.names import Name
from deskq.inbox.queries.export import whole_list
from deskq.inbox.queries.inbox import Row
from deskq.inbox.service import export
from deskq.inbox.views import deadline_badge, list_address
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.inbox.views.labels import CHANNEL_NAMES, KIND_NAMES, LIVE, OUTCOME_NAMES, STATE_NAMES, WHOM
from deskq.web import filters, i18n
from deskq.web.images import in_thread
from deskq.web.spreadsheet import XLSX, Cell, Column, to_csv, write_xlsx

#: Column heads in CSV, for programs.
HEAD = (
    *("code", "kind", "category", "state", "outcome", "channel", "unit", "person", "district", "address", "text"),
    *("registered_at", "due_at", "deadline", "waits_for", "escalation"),
)
REGISTERED, DUE = HEAD.index("registered_at"), HEAD.index("due_at")


@blueprint.get("/list.csv")
@limiter.limit("30 per minute")
def csv() -> Response:
    who, rows = _listed("csv")
    text = to_csv(HEAD, (_cells(who, row) for row in rows))
    return Response(text, headers=_attachment(who, "csv"), mimetype="text/csv")


@blueprint.get("/list.xlsx")
@limiter.limit("30 per minute")
def xlsx() -> Response:
    who, rows = _listed("xlsx")
    title, columns, is_persian = gettext("Messages"), _columns(), i18n.language() == "fa"
    cells = [list(_with_local_days(_cells(who, row))) for row in rows]
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    in_thread(lambda: write_xlsx(file, title, columns, cells, persian=is_persian))
    file.seek(0)
    answer = send_file(file, mimetype=XLSX)
    answer.headers.update(_attachment(who, "xlsx"))
    return answer


def _listed(ending: str) -> tuple[Reader, list[Row]]:
    """The rows of the list in the address that this viewer may see. The download is journalled first."""
    who = reader()
    tab, asked = list_address.tab(who), list_address.filters(who)
    rows = whole_list(db.session(), who.scope, tab, asked, lambda: socketio.sleep(0))
    export.note_export(who.caller.office_id, who.caller.by, len(rows), ending)
    return who, rows


def _cells(who: Reader, row: Row) -> list[Cell]:
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
        _local(row.registered_at).isoformat(timespec="minutes"),
        _local(row.due_at).isoformat(timespec="minutes"),
        deadline_badge.words(row) if row.state in LIVE else "",
        _named(WHOM, row.waits_for),
        row.escalation,
    ]


def _named(names: dict[str, Name], key: str | None) -> str:
    return filters.named(names[key]) if key is not None else ""


def _local(at: datetime) -> datetime:
    return at.astimezone(clock.zone())


def _columns() -> list[Column]:
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


def _with_local_days(cells: list[Cell]) -> Iterator[Cell]:
    for place, value in enumerate(cells):
        if place in (REGISTERED, DUE):
            yield filters.short_date(datetime.fromisoformat(str(value)))
        yield value


def _attachment(who: Reader, ending: str) -> dict[str, str]:
    name = f"messages-{who.today.isoformat()}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
