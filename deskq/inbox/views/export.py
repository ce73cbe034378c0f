"""Download of the list of the inbox as CSV and as a workbook: tab and filters of the page, and its rows.

A short list is downloaded at once; a long one becomes background work with its progress.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO

from flask import Response, redirect, send_file

from deskq.access import permissions
from deskq.access.identity import Caller
from deskq.background_work import service as background
from deskq.background_work import views as background_views
from deskq.background_work.registry import AT_ONCE, Kind, Progress, counted
from deskq.core import actors
from deskq.core.errors import N_, Forbidden
from deskq.core.extensions import db, limiter, socketio
from deskq.inbox.queries import export as queries
from deskq.inbox.queries.inbox import Filters, Row
from deskq.inbox.service import export
from deskq.inbox.views import list_address, list_file
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import ACT, Reader, reader, reader_of
from deskq.office import pdf_pages
from deskq.staff import queries as staff_queries
from deskq.web.i18n import language
from deskq.web.images import in_thread
from deskq.web.spreadsheet import XLSX, Cell

WORK = "message_list"
#: Rows of a list on paper; spreadsheets have all.
MOST_ON_PAPER = 800
TYPES = {"csv": "text/csv", "xlsx": XLSX}


@blueprint.get("/list.csv")
@limiter.limit("30 per minute")
def csv() -> Response:
    return _download("csv")


@blueprint.get("/list.xlsx")
@limiter.limit("30 per minute")
def xlsx() -> Response:
    return _download("xlsx")


@blueprint.get("/list.pdf")
@limiter.limit("30 per minute")
def pdf() -> Response:
    """The rows of the list as one table for paper: the first ``MOST_ON_PAPER``, with those columns that fit."""
    who = reader()
    tab, filters = list_address.tab(who), list_address.filters(who)
    rows = list(islice(chain.from_iterable(queries.rows(db.session(), who.scope, tab, filters)), MOST_ON_PAPER))
    export.note_export(who.caller.office_id, who.caller.by, len(rows), "pdf")
    html = list_file.on_paper(who, rows, queries.size(db.session(), who.scope, tab, filters))
    return pdf_pages.answer(html, f"messages-{who.today.isoformat()}")


def kind_of_work() -> Kind:
    return Kind(N_("List of messages"), ACT, make)


def make(office_id: int, detail: str, path: Path, progress: Progress) -> None:
    """Write the list that ``detail`` names, as far as its person may read now. It is journalled before it can be
    downloaded."""
    asked = json.loads(detail)
    who, ending = _reader_of(office_id, asked["person"]), asked["ending"]
    tab, filters = asked["tab"], Filters(**asked["filters"])
    total, written = queries.size(db.session(), who.scope, tab, filters), 0
    found = chain.from_iterable(queries.rows(db.session(), who.scope, tab, filters))

    def rows() -> Iterator[Row]:
        nonlocal written
        for row in counted(found, total, progress):
            written += 1
            yield row

    with path.open("wb") as file:
        list_file.write(file, ending, list_file.sheet(), list_file.table(who, rows(), ending))
    export.note_export(office_id, who.caller.by, written, ending)


def _reader_of(office_id: int, person_id: int) -> Reader:
    person = staff_queries.person(db.session(), person_id)
    if person is None or person.office_id != office_id or not person.active:
        raise Forbidden
    permissions.check(person.role, ACT)
    return reader_of(Caller(person.role, office_id, actors.person(person.id), person_id=person.id))


def _download(ending: str) -> Response:
    """The rows of the list in the address that this viewer may see. The download is journalled first."""
    who = reader()
    tab, filters = list_address.tab(who), list_address.filters(who)
    name = f"messages-{who.today.isoformat()}.{ending}"
    if queries.size(db.session(), who.scope, tab, filters) > AT_ONCE:
        return _begin(who, tab, filters, ending, name)
    rows: list[list[Cell]] = []
    for piece in queries.rows(db.session(), who.scope, tab, filters):
        rows += list_file.table(who, piece, ending)
        socketio.sleep(0)
    export.note_export(who.caller.office_id, who.caller.by, len(rows), ending)
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    in_thread(partial(list_file.write, file, ending, list_file.sheet(), rows))
    file.seek(0)
    answer = send_file(file, mimetype=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _begin(who: Reader, tab: str, filters: Filters, ending: str, name: str) -> Response:
    """To the page of its progress. The list is read, and its download journalled, by the job."""
    asked = {"person": who.person_id, "tab": tab, "filters": asdict(filters), "ending": ending}
    caller = who.caller
    item = background.begin(
        caller.office_id, caller.by, WORK, json.dumps(asked, sort_keys=True), name, language(), lambda tx: None
    )  # fmt: skip
    return redirect(background_views.address(item), 303)  # type: ignore[return-value]
