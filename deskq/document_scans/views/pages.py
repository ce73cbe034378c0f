"""The scans of an application and of one about to be opened, small pictures of papers, and the buttons."""

from collections import OrderedDict
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.applications.views.inbox import render
from deskq.applications.views.reader import ACT, reader
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.document_scans import places, queries, rules
from deskq.document_scans.service.target import Target
from deskq.document_scans.views import buttons, panel
from deskq.inbox.views import photo_uploads
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import UnknownSheet
from deskq.web import images, uploads
from deskq.web.images import Frame

blueprint = Blueprint("document_scans", __name__, url_prefix="/applications")
OPENING = "applications.open"
#: Endpoints to which files are sent.
SENDING = ("document_scans.press", "application_opening.create_application")
SMALL = Frame(uploads.SCAN.largest, 320)
#: Small pictures of papers that this process remembers: {token: WebP}.
MOST_REMEMBERED = 96
_small: OrderedDict[str, bytes] = OrderedDict()


def forget() -> None:
    """Forget the small pictures (tests)."""
    _small.clear()


@blueprint.app_url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a request with files be larger, from those who may send some."""
    person = identity.signed_in() if endpoint in SENDING and request.method == "POST" else None
    if person is not None and permissions.may(person.role, ACT):
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.get("/<int:application_id>/scans")
def of_application(application_id: int) -> str:
    """The lists only, for the page that follows a phone or a scanner."""
    application = _found(application_id)
    names = panel.names(application_queries.documents(db.session(), application_id))
    files = application_queries.files(db.session(), application_id)
    return _lists(panel.of_application(application, files, follows=True), names)


@blueprint.get("/new/scans")
def of_draft() -> str:
    caller = identity.require(OPENING)
    try:
        sheet = sheet_queries.sheet(db.session(), caller.office_id, request.args.get("sheet", "")[:40])
    except UnknownSheet:
        raise NotFound from None
    names = {one.code: one.name for one in sheet.content.documents}
    return _lists(panel.of_draft(request.args.get("request_key", "")[:64], sheet.sheet.code, follows=True), names)


def _lists(found: panel.Panel, names: dict[str, Name]) -> str:
    return render_template("document_scans/_lists.html", panel=found, names=names, problem_of=panel.problem_of)


@blueprint.get("/new/scans/<file>")
def draft_file(file: str) -> Response:
    caller = identity.require(OPENING)
    if not queries.has_draft_file(db.session(), caller.office_id, caller.person_id or 0, file):
        raise NotFound
    return uploads.send(file, small="small" in request.args)


@blueprint.get("/scanner/<token>")
def paper(token: str) -> Response:
    """A small picture of a paper in the folder of one's own counter."""
    who = reader()
    target = Target(who.caller.office_id, who.caller.by, who.person_id)
    key = f"{target.office_id} {places.counter_number(who.person_id)} {token}"
    if key not in _small:
        try:
            source = buttons.small_picture(target, token)
            _small[key] = images.encode(source, SMALL, f"person {who.person_id}").contents[0]
        except (rules.ScanTaken, rules.ScanTooLarge, rules.NoScanner, *images.REFUSALS):
            raise NotFound from None
        while len(_small) > MOST_REMEMBERED:
            _small.popitem(last=False)
    answer = Response(_small[key], mimetype="image/webp")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/<int:application_id>/scans")
def press(application_id: int) -> PageResponse:
    who = reader()
    application = who.found(application_id)
    names = panel.names(application_queries.documents(db.session(), application_id))
    target = Target(who.caller.office_id, who.caller.by, who.person_id, application.id)

    def do() -> PageResponse:
        buttons.press(target, names)
        if panel.asked_link() is not None:
            return render(application_id, FilledForm())  # its code is shown now and never again
        admin_pages.done(gettext("Saved."))
        return redirect(url_for("applications.show", application_id=application_id) + "#documents", 303)

    return admin_pages.submit_for_page(do, lambda form: render(application_id, form, "scan"), ERROR_FIELDS)


ERROR_FIELDS: dict[type[DomainError], str] = photo_uploads.ERROR_FIELDS


def _found(application_id: int) -> Application:
    return reader().found(application_id)
