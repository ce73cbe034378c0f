"""Pages of imports of messages: upload, report of the check, progress, refused rows, undo."""

import csv
import io
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.application_exchange.reading import reader
from deskq.core.disk_space import UploadsPaused
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.sizes import MEGABYTE
from deskq.core.text import half_years, jalali
from deskq.core.text.names import Name
from deskq.message_import import jobs, queries, service
from deskq.message_import.models import WORKING, MessageImport
from deskq.message_import.rules import fields, rows
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.kinds import CHANNEL_NAMES, KIND_NAMES, REPORT
from deskq.message_settings.root_causes import CAUSE_NAMES
from deskq.messages.rules.transitions import OUTCOME_NAMES, VERDICT_NAMES
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.sent_forms import once
from deskq.ratings.labels import short_period
from deskq.web import filters, uploads
from deskq.web.forms import Form, read_page
from deskq.web.spreadsheet import harmless

blueprint = Blueprint("message_imports", __name__, url_prefix="/manage/message-imports")
ACT = "messages.import"
LARGEST_MEGABYTES = 10
NO_FILE = N_("Please choose a file.")
#: Refused rows, and rows that will be imported, that a page shows.
MOST_REFUSED, EXAMPLES = 100, 5
STATE_NAMES = {
    "checked": Name("بررسی شد", "Checked"),
    "running": Name("در حال وارد کردن", "Importing"),
    "done": Name("وارد شد", "Imported"),
    "cancelled": Name("متوقف شد", "Stopped"),
    "undoing": Name("در حال برگرداندن", "Being undone"),
    "undone": Name("برگردانده شد", "Undone"),
}
ERROR_FIELDS: dict[type[DomainError], str] = dict.fromkeys(
    (UploadsPaused, fields.ColumnsMissing, service.TooManyRows, reader.TableRefused), "file"
)


class MessageTableTooLarge(DomainError):
    slug, status = "table-too-large", 413
    title = N_("This file is larger than %(most)s MB. Please save it in smaller parts.")


class UploadForm(Form):
    """The file comes beside it."""


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Allow larger uploads to those who may import; must run before anything reads the body."""
    person = identity.signed_in() if endpoint == "message_imports.create" and request.method == "POST" else None
    if person is None or not permissions.may(person.role, ACT):
        return
    request.max_content_length = (LARGEST_MEGABYTES + 1) * MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise MessageTableTooLarge(most=LARGEST_MEGABYTES)


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


def _index(form: FilledForm) -> str:
    caller = identity.require(ACT)
    settings = settings_queries.load_settings(db.session(), caller.office_id)
    values = {
        "kind": [name for kind, name in KIND_NAMES.items() if kind != REPORT],
        "subject": [row.name for row in settings.categories.values() if row.offered],
        "channel": list(CHANNEL_NAMES.values()),
        "district": [row.name for row in settings.districts.values()],
        "outcome": list(OUTCOME_NAMES.values()),
        "verdict": list(VERDICT_NAMES.values()),
        "cause": list(CAUSE_NAMES.values()),
    }
    return admin_pages.render(
        "messages/imports.html", form=form, states=STATE_NAMES, most=LARGEST_MEGABYTES, rows=service.MOST_ROWS,
        imports=queries.imports(db.session(), caller.office_id), fields=fields.FIELDS, needed=fields.NEEDED,
        values=values,
    )  # fmt: skip


@blueprint.post("")
def create() -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        read_page(UploadForm, request.form)
        file = request.files.get("file")
        if file is None or not file.filename:
            raise InvalidInput({"file": NO_FILE})
        uploads.check_room()
        name = file.filename
        with tempfile.TemporaryDirectory() as folder:
            source, lines = Path(folder) / "source", Path(folder) / "lines"
            file.save(source)
            try:
                table = reader.read(source, lines)
            except reader.TableRefused as refused:
                raise InvalidInput({"file": refused.words}) from None
            import_id = once(caller, lambda: str(_check(caller, name, table.headers, lines)))
        return url_for("message_imports.show", import_id=int(import_id))

    return admin_pages.submit(do, _index, ERROR_FIELDS)


def _check(caller: Caller, name: str, headers: list[str], lines: Path) -> int:
    table = ((number, cells) for _, number, cells in reader.rows(lines))
    return service.check(caller.office_id, caller.by, caller.person_id or 0, name, headers, table).id


@blueprint.get("/<int:import_id>")
def show(import_id: int) -> str:
    return _page(import_id, FilledForm())


def _page(import_id: int, form: FilledForm) -> str:
    row = _found(identity.require(ACT), import_id)
    content = json.loads(row.content)
    names = {field.code: filters.named(field.name) for field in fields.FIELDS}
    places = fields.columns(content["headers"])
    halves = sorted({half_years.containing(jalali.gregorian(one["day"])) for one in content["rows"]})
    return admin_pages.render(
        "messages/import.html",
        row=row,
        form=form,
        states=STATE_NAMES,
        working=WORKING,
        examples=[(one, filters.named(KIND_NAMES[one["kind"]])) for one in content["rows"][:EXAMPLES]],
        problem=content.get(service.PROBLEM),
        refused=[
            (number, names[field], rows.cell(cells, places.get(field)), gettext(words))
            for number, field, words, cells in content["refused"][:MOST_REFUSED]
        ],
        halves=[(str(half), short_period("half", half.code)) for half in halves],
        day=lambda number: filters.short_date(jalali.gregorian(number)),
    )


@blueprint.get("/<int:import_id>/progress")
def progress(import_id: int) -> Response:
    row = _found(identity.require(ACT), import_id)
    return jsonify(state=row.state, done=row.done, total=row.total)


@blueprint.post("/<int:import_id>/start")
def start(import_id: int) -> PageResponse:
    return _act(import_id, service.start)


@blueprint.post("/<int:import_id>/stop")
def stop(import_id: int) -> PageResponse:
    return _act(import_id, service.stop)


@blueprint.post("/<int:import_id>/undo")
def undo(import_id: int) -> PageResponse:
    return _act(import_id, service.undo)


def _act(import_id: int, action: Callable[[int, str, int], None]) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        action(caller.office_id, caller.by, import_id)
        jobs.wake.set()
        return url_for("message_imports.show", import_id=import_id)

    return admin_pages.submit(do, partial(_page, import_id))


@blueprint.post("/<int:import_id>/removal")
def remove(import_id: int) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        service.remove(caller.office_id, caller.by, import_id)
        admin_pages.done(gettext("The uploaded table is deleted. What was imported stays."))
        return url_for("message_imports.index")

    return admin_pages.submit(do, partial(_page, import_id))


@blueprint.get("/<int:import_id>/refused.csv")
def refused_csv(import_id: int) -> Response:
    """The refused rows as they were, each with its reason: to be corrected and uploaded again."""
    content = json.loads(_found(identity.require(ACT), import_id).content)
    names = {field.code: filters.named(field.name) for field in fields.FIELDS}
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([*map(harmless, content["headers"]), gettext("What is wrong")])
    for _, field, words, cells in content["refused"]:
        padded = [*cells, *[""] * (len(content["headers"]) - len(cells))]
        table.writerow([*map(harmless, padded), f"{names[field]}: {gettext(words)}"])
    headers = {"Content-Disposition": f'attachment; filename="refused-messages-{import_id}.csv"'}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


def _found(caller: Caller, import_id: int) -> MessageImport:
    row = queries.by_id(db.session(), caller.office_id, import_id)
    if row is None:
        raise NotFound
    return row
