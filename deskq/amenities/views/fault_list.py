"""/amenities/faults: what is broken, who sees to it, repaired with what was done; and what was repaired of late."""

from datetime import timedelta
from functools import partial

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.amenities import names, photos, team
from deskq.amenities.forms import RepairForm
from deskq.amenities.queries import faults
from deskq.amenities.queries.faults import Fault
from deskq.amenities.rules.kinds import PROBLEMS
from deskq.amenities.service import repairs
from deskq.amenities.views.access import require_checker
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.staff import queries as staff_queries
from deskq.web import uploads
from deskq.web.forms import read_page
from deskq.work import words

blueprint = Blueprint("amenity_faults", __name__, url_prefix="/amenities/faults")
#: What was repaired within this time is listed, so many at most.
RECENT, MOST = timedelta(days=30), 30


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, object] | None) -> None:
    if endpoint == "amenity_faults.repair":
        uploads.raise_upload_limit(1)


@blueprint.get("")
def index() -> str:
    return _page(0, FilledForm())


@blueprint.post("/<int:fault_id>/take")
def take(fault_id: int) -> PageResponse:
    who = require_checker()

    def do() -> str:
        repairs.take(who, fault_id, request.form.get("taken") == "1")
        return url_for("amenity_faults.index", _anchor=f"fault-{fault_id}")

    return admin_pages.submit(do, partial(_page, 0))


@blueprint.post("/<int:fault_id>/repair")
def repair(fault_id: int) -> PageResponse:
    who = require_checker()

    def do() -> str:
        done = read_page(RepairForm, request.form).done
        row = repairs.repair(who, fault_id, done, photos.keep())
        admin_pages.done(gettext("Repaired: %(name)s.", name=names.of_fault(db.session(), who.office_id, row.id)))
        return url_for("amenity_faults.index")

    return admin_pages.submit(do, partial(_page, fault_id), photos.ERROR_FIELDS)


@blueprint.post("/<int:fault_id>/undo")
def undo(fault_id: int) -> PageResponse:
    who = require_checker()

    def do() -> str:
        repairs.undo_repair(who, fault_id)
        admin_pages.done(gettext("Taken back."))
        return url_for("amenity_faults.index", _anchor=f"fault-{fault_id}")

    return admin_pages.submit(do, partial(_page, 0))


@blueprint.get("/<int:fault_id>/photo")
def photo(fault_id: int) -> Response:
    who = require_checker()
    settings = team.settings(db.session(), who.office_id)
    one = faults.by_ids(db.session(), who.office_id, [fault_id], settings).get(fault_id)
    if one is None or not one.row.photo:
        raise NotFound
    return uploads.send(one.row.photo, small="small" in request.args)


@blueprint.get("/<int:fault_id>")
def show(fault_id: int) -> Response:
    """One fault, as alerts and lists of work name it: its place in the list."""
    require_checker()
    return redirect(url_for("amenity_faults.index", _anchor=f"fault-{fault_id}"), 302)


def _page(fault_id: int, form: FilledForm) -> str:
    """``form`` is that of the repair of this fault."""
    who, session = require_checker(), db.session()
    settings, now = team.settings(session, who.office_id), clock.now()
    open_ones = faults.open_faults(session, who.office_id, settings)
    repaired = faults.repaired(session, who.office_id, settings, now - RECENT, MOST)
    every: list[Fault] = [*open_ones, *repaired]
    return admin_pages.render(
        "amenities/faults.html",
        form=form,
        form_of=fault_id,
        open_faults=open_ones,
        repaired=repaired,
        place=faults.places(session, who.office_id, every),
        reports=faults.reports(session, [one.id for one in every]),
        names=staff_queries.names(session, who.office_id),
        me=who.person_id,
        what=names.what,
        problems=PROBLEMS,
        time_left=words.time_left,
        span=words.span,
        now=now,
    )
