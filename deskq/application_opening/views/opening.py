"""Opening an application at the counter, from the ticket being served or without one."""

from itertools import zip_longest

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.application_opening.forms import HEIR_FIELDS, OpenForm, is_id
from deskq.application_opening.queries import promise as promises
from deskq.application_opening.queries import visitor
from deskq.application_opening.rules import MissingAtOnce, NotAtOnce
from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import MOST_HEIRS, NotReceivedNow, SameParcelOpen
from deskq.application_opening.views.request_keys import key_of
from deskq.applications.queries import application as queries
from deskq.applications.rules.parcel import parcel_of
from deskq.applications.views.reader import reader
from deskq.core import clock
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.document_scans.forms import FIELDS as SCAN_FIELDS
from deskq.document_scans.views import buttons, panel
from deskq.inbox.views import photo_uploads
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.queue import queries as queue_queries
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules.content import UnknownSheet, is_received, required
from deskq.staff import queries as staff_queries
from deskq.web.forms import read_page

#: So many rows for heirs are there at least.
FEWEST_HEIRS = 3
blueprint = Blueprint("application_opening", __name__, url_prefix="/applications/new")
ACT = "applications.open"
ERROR_FIELDS: dict[type[DomainError], str] = {
    SameParcelOpen: "another",
    NotReceivedNow: "sheet",
    NotAtOnce: "mode",
    MissingAtOnce: "mode",
}
#: Buttons that show the page again and open nothing: the answers changed, one more row for an heir.
AGAIN = ("fit", "heir")


@blueprint.get("")
def new() -> str:
    """First the service, then the form of its sheet. From a ticket it is the service of the ticket; ``?choose=1`` asks
    for another one."""
    caller = identity.require(ACT)
    begun = {
        "sheet": request.args.get("sheet") or _sheet_of_ticket(caller.office_id),
        "kind": request.args.get("kind", "owner"),
        "yes": request.args.getlist("yes"),
        "ticket": request.args.get("ticket", ""),
        "texts": True,
        "ticket_phone": True,
    }
    return _page(admin_pages.filled(begun))


def _sheet_of_ticket(office_id: int) -> str:
    """The code of the sheet of the service for which the visitor came, or ""."""
    ticket = request.args.get("ticket", "")
    if request.args.get("choose") or not is_id(ticket):
        return ""
    found = queue_queries.ticket_of(db.session(), office_id, int(ticket))
    service = config_cache.of(db.session(), office_id).services.get(found.service_id) if found is not None else None
    sheet = _sheet(office_id, service.code) if service is not None else None
    return sheet.sheet.code if sheet is not None and _received(sheet) else ""


@blueprint.get("/visitor")
def show_visitor() -> str:
    """One line about the open applications of a ticket's visitor, for the page of the counter."""
    who = reader(ACT)
    ticket = request.args.get("ticket", "")
    if not is_id(ticket) or queue_queries.ticket_of(db.session(), who.caller.office_id, int(ticket)) is None:
        raise NotFound
    files = visitor.open_files(db.session(), who.caller.office_id, who.viewer, int(ticket))
    return render_template("application_opening/_visitor.html", files=files)


@blueprint.post("")
def create_application() -> PageResponse:
    caller = identity.require(ACT)
    go = request.form.get("go", "")
    if go in AGAIN:
        return _page(FilledForm(MultiDict(request.form)))
    names = _document_names(caller)
    if buttons.is_scan_button(go):
        return admin_pages.submit_for_page(lambda: _scan(caller, names), _page, photo_uploads.ERROR_FIELDS)

    def do() -> str:
        buttons.upload_in_draft(caller, names)
        sent = MultiDict((name, value) for name, value in request.form.items(multi=True) if name not in SCAN_FIELDS)
        form = read_page(OpenForm, sent)
        made = create.open_application(
            caller.office_id, caller.by, caller.person_id, form.content("fa"), form.request_key
        )
        done_now = made.state == "finished"
        admin_pages.done(
            gettext("Application done. Please hand over the result and the receipt.")
            if done_now
            else gettext("Application opened. Please hand over the receipt.")
        )
        return url_for("applications.receipt", application_id=made.id)

    return admin_pages.submit(do, _page, ERROR_FIELDS | photo_uploads.ERROR_FIELDS)


def _scan(caller: Caller, names: dict[str, Name]) -> str:
    """A button about scans: the page again, with all that was typed."""
    buttons.press_in_draft(caller, names)
    return _page(FilledForm(MultiDict(request.form)))


def _document_names(caller: Caller) -> dict[str, Name]:
    sheet = _sheet(caller.office_id, request.form.get("sheet", "")[:40])
    return {one.code: one.name for one in sheet.content.documents} if sheet else {}


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    session = db.session()
    request_key = key_of(form, lambda key: queries.by_request_key(session, caller.office_id, key) is not None)
    ticket = form.get("ticket")
    sheet = _sheet(caller.office_id, form.get("sheet"))
    parcel = parcel_of(form.get("parcel_code"))
    return admin_pages.render(
        "application_opening/new.html",
        form=form,
        sheet=sheet,
        sheets=[one for one in sheet_queries.sheets(session, caller.office_id) if _received(one)],
        admins=staff_queries.admin_names(session, caller.office_id),
        documents=required(sheet.content, {*form.all("yes"), form.get("kind")}) if sheet else [],
        others=queries.open_of_parcel(session, caller.office_id, sheet.sheet.id, parcel) if sheet and parcel else [],
        ticket=queue_queries.ticket_of(session, caller.office_id, int(ticket)) if is_id(ticket) else None,
        number=_last_digits(caller.office_id, ticket),
        icons=sheet_queries.icons(config_cache.of(session, caller.office_id)),
        heirs=_heir_rows(form),
        at_once=sheet is not None and _may_be_done_at_once(caller, sheet),
        promise=promises.promise(session, caller.office_id, sheet) if sheet else None,
        request_key=request_key,
        panel=panel.of_draft(request_key, sheet.sheet.code) if sheet else None,
        names={one.code: one.name for one in sheet.content.documents} if sheet else {},
    )


def _last_digits(office_id: int, ticket: str) -> str:
    """Of the number that the visitor left with the ticket: enough to ask whether it is the right one."""
    number = visitor.number(db.session(), office_id, int(ticket)) if is_id(ticket) else None
    return number[-2:] if number else ""


def _heir_rows(form: FilledForm) -> list[dict[str, str]]:
    """The rows of heirs as typed, and empty ones after them."""
    typed = [form.all(name) for name in HEIR_FIELDS]
    filled = [dict(zip(HEIR_FIELDS, row, strict=True)) for row in zip_longest(*typed, fillvalue="") if any(row)]
    more = FEWEST_HEIRS - len(filled) if request.form.get("go") != "heir" else 1
    return [*filled[:MOST_HEIRS], *[dict.fromkeys(HEIR_FIELDS, "")] * max(1, more)]


def _may_be_done_at_once(caller: Caller, sheet: CurrentSheet) -> bool:
    assert caller.person_id is not None
    return promises.may_be_done_at_once(db.session(), caller.office_id, caller.person_id, sheet)


def _sheet(office_id: int, code: str) -> CurrentSheet | None:
    try:
        return sheet_queries.sheet(db.session(), office_id, code) if code else None
    except UnknownSheet:
        return None


def _received(one: CurrentSheet) -> bool:
    today = clock.today().isoformat()
    return one.sheet.offered and is_received(one.content, today)
