"""Exports as CSV or XLSX: short ones at once, long ones as background work with its progress."""

from pathlib import Path

from flask import Blueprint, Response, redirect, request, send_file
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.application_exchange import export
from deskq.application_exchange.admin import index_page
from deskq.application_exchange.events import TableExported
from deskq.application_exchange.forms import ExportForm
from deskq.application_exchange.rules import fields
from deskq.background_work import service as background
from deskq.background_work import views as background_views
from deskq.background_work.registry import AT_ONCE, Kind, Progress, counted
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.office import admin_pages
from deskq.office.admin_pages import PageResponse
from deskq.web import filters
from deskq.web.forms import read_page
from deskq.web.i18n import language
from deskq.web.spreadsheet import Column, to_csv, write_csv, write_xlsx, xlsx_file

blueprint = Blueprint("manage_exports", __name__, url_prefix="/manage/exports")
ACT, WORK = "applications.import", "application_export"
WITH_APPLICANTS = "-with-applicants"  #: in the name of a file that has them
NO_REASON = N_("Please say why you need it.")


@blueprint.get("/<kind>.<ending>")
@limiter.limit("20 per minute")
def table(kind: str, ending: str) -> AnyResponse:
    """All rows of a kind without the applicants; journalled. A long one leads to the page of its progress."""
    caller = identity.require(ACT)
    if kind not in fields.KINDS or ending not in ("csv", "xlsx"):
        raise NotFound
    return _exported(caller, TableExported(kind, ending))


@blueprint.post("/applicants")
@limiter.limit("20 per minute")
def with_applicants() -> PageResponse:
    """The same with names, numbers and national IDs, for a reason that is journalled."""
    caller = identity.require(ACT)

    def do() -> AnyResponse:
        form = read_page(ExportForm, request.form)
        if not (why := persian.clean(form.why)):
            raise InvalidInput({"why": NO_REASON})
        return _exported(caller, TableExported(form.what, form.ending, why))

    return admin_pages.submit_for_page(do, index_page)


def _exported(caller: Caller, event: TableExported) -> AnyResponse:
    personal = bool(event.why)
    name = f"{event.what}{WITH_APPLICANTS if personal else ''}.{event.ending}"
    if export.count(db.session(), caller.office_id, event.what) > AT_ONCE:
        item = background.begin(
            caller.office_id, caller.by, WORK, name, name, language(), lambda tx: tx.record(event)
        )  # fmt: skip
        return redirect(background_views.address(item), 303)
    with transaction(caller.office_id, caller.by) as tx:
        tx.record(event)
    rows = export.rows(db.session(), caller.office_id, event.what, clock.zone(), personal=personal)
    if event.ending == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(to_csv(_titles(event.what), rows), mimetype="text/csv", headers=headers)
    file = xlsx_file(*_sheet(event.what), rows, persian=language() == "fa")
    return send_file(file, as_attachment=True, download_name=name)


def kind_of_work() -> Kind:
    return Kind(N_("Export"), ACT, make)


def make(office_id: int, detail: str, path: Path, progress: Progress) -> None:
    """Write the export named ``detail`` (such as applications-with-applicants.xlsx) row by row."""
    what, _, ending = detail.partition(".")
    kind, personal = what.removesuffix(WITH_APPLICANTS), what.endswith(WITH_APPLICANTS)
    total = export.count(db.session(), office_id, kind)
    found = export.rows(db.session(), office_id, kind, clock.zone(), personal=personal)
    with path.open("wb") as file:
        if ending == "csv":
            write_csv(file, _titles(kind), counted(found, total, progress))
        else:
            write_xlsx(file, *_sheet(kind), counted(found, total, progress), persian=language() == "fa")


def _sheet(kind: str) -> tuple[str, list[Column]]:
    return gettext("Imports and exports"), [Column(one, "text", 20) for one in _titles(kind)]


def _titles(kind: str) -> list[str]:
    return [filters.named(one.name) for one in columns(kind)]


def columns(kind: str) -> tuple[fields.Field, ...]:
    """In the order of the rows of ``export.rows``."""
    if kind != fields.STAGES:
        return fields.FIELDS[kind]
    by_code = {one.code: one for one in fields.FIELDS[kind]}
    return tuple(by_code[code] for code in ("key", "stage", "at", "change", "service", "words", "note"))
