"""Admin pages of imports: upload, choice of columns, report of the dry run, progress, refused rows."""

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.application_exchange import forms, jobs, queries, refused_rows, staging
from deskq.application_exchange.export import PERSONAL
from deskq.application_exchange.forms import UploadForm
from deskq.application_exchange.models import WORKING, ApplicationImport
from deskq.application_exchange.reading import reader
from deskq.application_exchange.rules import fields
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.core import secrets
from deskq.core.disk_space import UploadsPaused
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.sizes import MEGABYTE
from deskq.core.text.names import Name
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.sent_forms import once
from deskq.units import queries as unit_queries
from deskq.web import filters, uploads
from deskq.web.forms import read_page

blueprint = Blueprint("manage_imports", __name__, url_prefix="/manage/imports")
ACT = "applications.import"
LARGEST_MEGABYTES = 40
NO_FILE = N_("Please choose a file.")
#: Rows of a table, and refused rows, that a page shows.
EXAMPLES, MOST_REFUSED = 4, 100
STATE_NAMES = {
    "reading": Name("خواندن فایل", "Reading the file"),
    "columns": Name("منتظر انتخاب ستون‌ها", "Columns to be chosen"),
    "checking": Name("بررسی", "Checking"),
    "checked": Name("بررسی شد", "Checked"),
    "running": Name("در حال وارد کردن", "Importing"),
    "done": Name("وارد شد", "Imported"),
    "cancelled": Name("متوقف شد", "Stopped"),
    "failed": Name("انجام نشد", "Failed"),
}


class TableTooLarge(DomainError):
    slug, status = "table-too-large", 413
    title = N_("This file is larger than %(most)s MB. Please save it in smaller parts.")


ERROR_FIELDS: dict[type[DomainError], str] = {UploadsPaused: "file", imports.NoSuchKind: "kind"}


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Allow larger uploads to those who may import; must run before anything reads the body."""
    person = identity.signed_in() if endpoint == "manage_imports.create" and request.method == "POST" else None
    if person is None or not permissions.may(person.role, ACT):
        return
    request.max_content_length = (LARGEST_MEGABYTES + 1) * MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise TableTooLarge(most=LARGEST_MEGABYTES)


@blueprint.get("")
def index() -> str:
    identity.require(ACT)
    return index_page(admin_pages.filled({"kind": fields.APPLICATIONS}))


def index_page(form: FilledForm) -> str:
    """The page with the forms of an upload and of an export with applicants."""
    caller = identity.require(ACT)
    return admin_pages.render(
        "exchange/imports.html", form=form, states=STATE_NAMES, kinds=fields.KIND_NAMES, most=LARGEST_MEGABYTES,
        imports=queries.imports(db.session(), caller.office_id),
        kind_options=_options(fields.KIND_NAMES), what_options=_options(PERSONAL),
    )  # fmt: skip


def _options(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, filters.named(fields.KIND_NAMES[code])) for code in codes]


@blueprint.post("")
def create() -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        form, file = read_page(UploadForm, request.form), request.files.get("file")
        if file is None or not file.filename:
            raise InvalidInput({"file": NO_FILE})
        uploads.check_room()
        name, token = file.filename, secrets.new()
        Files(token).make()
        file.save(Files(token).source)
        try:
            import_id = int(
                once(caller, lambda: str(imports.begin(caller.office_id, caller.by, form.kind, name, token)))
            )
            if _found(import_id).token != token:  # the form was sent already
                Files(token).remove()
        except DomainError:
            Files(token).remove()
            raise
        jobs.wake.set()
        return url_for("manage_imports.show", import_id=import_id)

    return admin_pages.submit(do, index_page, ERROR_FIELDS)


@blueprint.get("/<int:import_id>")
def show(import_id: int) -> str:
    found = _found(import_id)
    layout = fields.read(found.layout) if found.layout else fields.Layout({}, {})
    return _page(import_id, admin_pages.filled(forms.values(layout)))


def _page(import_id: int, form: FilledForm) -> str:
    found = _found(import_id)
    files, headers = Files(found.token), json.loads(found.headers)
    refused = staging.refused(files) if found.state in ("checked", "done", "cancelled") else {}
    units = unit_queries.units(db.session(), found.office_id)
    return admin_pages.render(
        "exchange/import.html",
        found=found, form=form, headers=headers, states=STATE_NAMES, kinds=fields.KIND_NAMES,
        fields=fields.FIELDS[found.kind], working=WORKING, problem=gettext(found.problem) if found.problem else "",
        examples=_examples(files) if found.state == "columns" else [],
        refused=[(row, _field_name(found.kind, code), gettext(words))
                 for row, (code, words) in islice(refused.items(), MOST_REFUSED)],
        column_options=[("", "—"), *((str(place), header or f"({place + 1})") for place, header in enumerate(headers))],
        unit_options=[("", "—"), *((one.code, filters.named(one.name)) for one in units)],
    )  # fmt: skip


def _examples(files: Files) -> list[list[str]]:
    """The first rows, by column."""
    if not files.lines.exists():
        return []
    return [cells for _, _, cells in islice(reader.rows(files.lines), EXAMPLES)]


def _field_name(kind: str, code: str) -> str:
    return next((filters.named(one.name) for one in fields.FIELDS[kind] if one.code == code), "")


@blueprint.get("/<int:import_id>/progress")
def progress(import_id: int) -> Response:
    found = _found(import_id)
    return jsonify(state=found.state, done=found.done, total=found.total)


@blueprint.post("/<int:import_id>/columns")
def choose_columns(import_id: int) -> PageResponse:
    caller, found = identity.require(ACT), _found(import_id)
    kind, count = found.kind, len(json.loads(found.headers))

    def do() -> str:
        imports.choose_columns(caller.office_id, caller.by, import_id, forms.layout(request.form, kind, count))
        jobs.wake.set()
        return url_for("manage_imports.show", import_id=import_id)

    return admin_pages.submit(do, lambda form: _page(import_id, form))


@blueprint.post("/<int:import_id>/start")
def start(import_id: int) -> PageResponse:
    return _act(import_id, imports.carry_out)


@blueprint.post("/<int:import_id>/back")
def back(import_id: int) -> PageResponse:
    return _act(import_id, imports.change_columns)


@blueprint.post("/<int:import_id>/cancel")
def cancel(import_id: int) -> PageResponse:
    return _act(import_id, imports.cancel)


def _act(import_id: int, action: Any) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        action(caller.office_id, caller.by, import_id)
        jobs.wake.set()
        return url_for("manage_imports.show", import_id=import_id)

    return admin_pages.submit(do, lambda form: _page(import_id, form))


@blueprint.post("/<int:import_id>/removal")
def remove(import_id: int) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        Files(imports.remove(caller.office_id, caller.by, import_id)).remove()
        admin_pages.done(gettext("The uploaded file is deleted. What was imported stays."))
        return url_for("manage_imports.index")

    return admin_pages.submit(do, lambda form: _page(import_id, form))


@blueprint.get("/<int:import_id>/refused.csv")
def refused_csv(import_id: int) -> Response:
    """The refused rows as they were, each with its reason: to be corrected and uploaded again."""
    found = _found(import_id)
    files = Files(found.token)
    if not files.lines.exists():
        raise NotFound
    kind = found.kind
    text = refused_rows.csv(files, json.loads(found.headers), lambda code: _field_name(kind, code))
    headers = {"Content-Disposition": f'attachment; filename="refused-{import_id}.csv"'}
    return Response(text, mimetype="text/csv", headers=headers)


def _found(import_id: int) -> ApplicationImport:
    caller: Caller = identity.require(ACT)
    found = queries.by_id(db.session(), caller.office_id, import_id)
    if found is None:
        raise NotFound
    return found
