"""/amenities: the round of the day, made for a phone. Every press is a form of its own, so it works without scripts."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.amenities import team
from deskq.amenities.forms import UndoForm
from deskq.amenities.queries import day_round
from deskq.amenities.service import checks
from deskq.amenities.views.access import require_checker
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import admin_pages, business_day, config_cache
from deskq.staff import queries as staff_queries
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("amenities", __name__, url_prefix="/amenities")


@blueprint.get("")
def index() -> str:
    who, session = require_checker(), db.session()
    config = config_cache.of(session, who.office_id)
    today = business_day.number_at(config.office, clock.now())
    lines = day_round.lines(session, who.office_id, today, team.settings(session, who.office_id))
    last = day_round.last_press(session, who.office_id, today, who.person_id)
    rows = {line.amenity.id: line.amenity for line in lines}
    return admin_pages.render(
        "amenities/round.html",
        lines=lines,
        done=sum(line.check is not None for line in lines),
        rest=sum(line.waits_quietly for line in lines),
        broken=sum(line.fault is not None for line in lines),
        today=business_day.today(config.office),
        names=staff_queries.names(session, who.office_id),
        press=last[0].press if last else None,
        pressed=[filters.named(rows[one.amenity_id].name) for one in last if one.amenity_id in rows],
        pressed_ok=bool(last) and last[0].is_ok,
    )


@blueprint.post("/<int:amenity_id>/ok")
def in_order(amenity_id: int) -> Response:
    return _check(amenity_id, True)


@blueprint.post("/<int:amenity_id>/broken")
def broken(amenity_id: int) -> Response:
    return _check(amenity_id, False)


@blueprint.post("/rest")
def check_rest() -> Response:
    number = checks.check_rest(require_checker())
    admin_pages.done(
        ngettext("%(n)s more is in order.", "%(n)s more are in order.", number, n=filters.digits(number))
        if number
        else gettext("Nothing was left to check.")
    )
    return redirect(url_for("amenities.index"), 303)


@blueprint.post("/undo")
def undo() -> Response:
    if checks.undo(require_checker(), read_page(UndoForm, request.form).press):
        admin_pages.done(gettext("Taken back."))
    return redirect(url_for("amenities.index"), 303)


def _check(amenity_id: int, is_ok: bool) -> Response:
    checks.check(require_checker(), amenity_id, is_ok)
    return redirect(url_for("amenities.index", _anchor=f"amenity-{amenity_id}"), 303)
