"""Pages of paper boxes: openings, slips, minutes to print and sign."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import secrets
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db, limiter
from deskq.inbox.views import durations, form_key, photo_uploads, query_params
from deskq.intake.views.intake import nameable_options, options
from deskq.message_settings import queries
from deskq.message_settings.kinds import KIND_NAMES, REPORT
from deskq.office import admin_pages, pdf_pages
from deskq.office.admin_pages import FilledForm
from deskq.paper_boxes import queries as box_queries
from deskq.paper_boxes import service
from deskq.paper_boxes.forms import ClosingForm, EmptyForm, OpeningForm, SlipForm, UndoForm
from deskq.paper_boxes.models import Box, BoxOpening
from deskq.paper_boxes.service import OpeningInput, PastOpening
from deskq.staff import queries as staff_queries
from deskq.web import filters, uploads
from deskq.web.forms import read_page

blueprint = Blueprint("boxes", __name__, url_prefix="/boxes")
ACT = "boxes.open"
ERROR_FIELDS: dict[type[DomainError], str] = {**dict.fromkeys(uploads.REFUSALS, "scan"), **form_key.ERROR_FIELDS}
#: The kind of most slips; preselected.
FIRST_KIND = "criticism"


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint in ("boxes.add_slip", "boxes.open_box"):
        uploads.raise_upload_limit(1)


@blueprint.get("")
def index() -> str:
    """Every box with its last opening."""
    caller = identity.require(ACT)
    last = box_queries.last_openings(db.session(), caller.office_id)
    boxes = box_queries.boxes(db.session(), caller.office_id)
    rows = [(box, last.get(box.id)) for box in boxes.values() if box.offered or box.id in last]
    return admin_pages.render("messages/boxes.html", rows=rows, until=durations.until)


@blueprint.get("/<int:box_id>")
def show(box_id: int) -> str:
    """A box: what was found in it before, and the form of an opening."""
    return _box_page(admin_pages.filled({}), box_id)


@blueprint.post("/<int:box_id>/openings")
def open_box(box_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    _box(caller, box_id)

    def do() -> str:
        form = read_page(OpeningForm, request.form)
        scan = photo_uploads.keep_one(request.files.get("scan"), uploads.SCAN) if form.day else ""
        past = PastOpening(form.day, not form.open_still, scan) if form.day else None
        opened = OpeningInput(box_id, form.slips, form.witnesses, form.others, form.minutes, past)
        made = service.open_box(caller.office_id, caller.by, caller.person_id or 0, opened, form.request_key)
        return url_for("boxes.opening", opening_id=made.id)

    return admin_pages.submit(do, lambda form: _box_page(form, box_id), ERROR_FIELDS)


@blueprint.get("/openings/<int:opening_id>")
def opening(opening_id: int) -> str:
    """The form of the next slip; ``again`` names one just undone, whose values fill the form."""
    caller = identity.require(ACT)
    again = query_params.number("again")
    undone = None
    if again is not None:
        undone = box_queries.undone_slip(db.session(), opening_id, caller.person_id or 0, again)
    if undone is None or undone.kind == REPORT:
        kind = request.args.get("kind", FIRST_KIND)
        return _opening_page(admin_pages.filled({"kind": kind, "texts": True}), opening_id)
    kept = {name: getattr(undone, name) for name in ("kind", "body", "address")}
    places = {"category": undone.category_id, "district": undone.district_id}
    return _opening_page(admin_pages.filled({**kept, **places, "texts": True}), opening_id)


@blueprint.post("/openings/<int:opening_id>/slips")
def add_slip(opening_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(SlipForm, request.form)
        form.check_subject()
        scan = photo_uploads.keep_one(request.files.get("scan"), uploads.SCAN)
        content = replace(form.content, photos=[("scan", scan)] if scan else [])
        service.add_slip(*(caller.office_id, caller.by, caller.person_id or 0), opening_id, content, form.request_key)
        return url_for("boxes.opening", opening_id=opening_id, kind=_next_kind(caller, form))

    return admin_pages.submit(do, lambda form: _opening_page(form, opening_id), ERROR_FIELDS)


def _next_kind(caller: Caller, form: SlipForm) -> str:
    """The kind with which the next slip begins: the same one, but not one that its subject has set."""
    category = queries.load_settings(db.session(), caller.office_id).categories.get(form.category or 0)
    return FIRST_KIND if category is not None and category.sets_kind else form.kind


@blueprint.post("/openings/<int:opening_id>/empty")
def add_empty(opening_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(EmptyForm, request.form)
        service.add_empty_slip(caller.office_id, caller.by, caller.person_id or 0, opening_id, form.request_key)
        return url_for("boxes.opening", opening_id=opening_id)

    return admin_pages.submit(do, lambda form: _opening_page(form, opening_id))


@blueprint.post("/openings/<int:opening_id>/undo")
def undo(opening_id: int) -> Response | tuple[str, int]:
    """Undo the person's last slip and put it back into the form."""
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(UndoForm, request.form)
        service.undo_slip(caller.office_id, caller.by, caller.person_id or 0, opening_id, form.slip)
        return url_for("boxes.opening", opening_id=opening_id, again=form.slip)

    return admin_pages.submit(do, lambda form: _opening_page(form, opening_id))


@blueprint.post("/openings/<int:opening_id>/closing")
def close(opening_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(ClosingForm, request.form)
        service.close_opening(caller.office_id, caller.by, caller.person_id or 0, opening_id, form.difference)
        admin_pages.done(gettext("Opening closed. You can now print and sign the minutes."))
        return url_for("boxes.minutes", opening_id=opening_id)

    return admin_pages.submit(do, lambda form: _opening_page(form, opening_id))


@blueprint.get("/openings/<int:opening_id>/minutes")
def minutes(opening_id: int) -> str:
    """The minutes to print and sign: who was present, the count, the codes. No text of a citizen."""
    return _minutes(opening_id)


@blueprint.get("/openings/<int:opening_id>/minutes.pdf")
@limiter.limit("30 per minute")
def minutes_pdf(opening_id: int) -> Response:
    """The same as PDF, to be filed or sent."""
    return pdf_pages.answer(_minutes(opening_id), f"minutes-{opening_id}")


def _minutes(opening_id: int) -> str:
    caller = identity.require(ACT)
    return admin_pages.render("messages/minutes.html", **_opening_context(caller, _opening(caller, opening_id)))


@blueprint.get("/openings/<int:opening_id>/scan")
def minutes_scan(opening_id: int) -> Response:
    """The scan of the signed minutes of an opening in the past."""
    opening = _opening(identity.require(ACT), opening_id)
    if not opening.minutes_scan:
        raise NotFound
    return uploads.send(opening.minutes_scan)


def _box_page(form: FilledForm, box_id: int) -> str:
    caller = identity.require(ACT)
    people = staff_queries.people(db.session(), caller.office_id)
    return admin_pages.render(
        "messages/box.html",
        box=_box(caller, box_id),
        form=form,
        people=[person for person in people if person.active and person.id != caller.person_id],
        openings=box_queries.openings(db.session(), caller.office_id, box_id),
        until=durations.until,
        request_key=form.get("request_key") or secrets.new(),
    )


def _opening_page(form: FilledForm, opening_id: int) -> str:
    form.values.setdefault("kind", FIRST_KIND)  # the refused form may be another one of the page
    caller = identity.require(ACT)
    found = _opening(caller, opening_id)
    context = _opening_context(caller, found)
    settings = context["about"]
    mine = box_queries.last_slip(db.session(), opening_id, caller.person_id or 0)
    return admin_pages.render(
        "messages/opening.html",
        form=form,
        categories=[row for row in settings.categories.values() if row.offered],
        kinds_shown=[(kind, filters.named(name)) for kind, name in KIND_NAMES.items()],
        districts_shown=options(settings.districts),
        units_shown=nameable_options(settings),
        term=durations.term,
        most_megabytes=uploads.LARGEST_MEGABYTES,
        undoable=mine.id if mine is not None else None,
        request_key=form_key.request_key(form),
        **context,
    )


def _opening_context(caller: Caller, found: BoxOpening) -> dict[str, Any]:
    settings = queries.load_settings(db.session(), caller.office_id)
    people = {person.id: filters.named(person.names) for person in staff_queries.people(db.session(), caller.office_id)}
    slips = box_queries.slips(db.session(), found.id)
    return {
        "opening": found,
        "box": box_queries.boxes(db.session(), caller.office_id)[found.box_id],
        "slips": slips,
        "typed": sum(slip.code is not None for slip in slips),
        "people_names": people,
        "kinds": KIND_NAMES,
        "about": settings,
        "until": durations.until,
    }


def _opening(caller: Caller, opening_id: int) -> BoxOpening:
    found = box_queries.opening(db.session(), caller.office_id, opening_id)
    if found is None:
        raise NotFound
    return found


def _box(caller: Caller, box_id: int) -> Box:
    found = box_queries.boxes(db.session(), caller.office_id).get(box_id)
    if found is None:
        raise NotFound
    return found
