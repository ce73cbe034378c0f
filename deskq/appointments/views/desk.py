"""Check-in at the counter: the clerk types the code for a visitor."""

from flask import Blueprint, render_template, request

from deskq.access import identity, limit_keys, permissions
from deskq.appointments import rules
from deskq.appointments.forms import CodeForm
from deskq.appointments.service.check_in import Arrival
from deskq.appointments.views import bookers, booking
from deskq.appointments.views import check_in as check_in_views
from deskq.core import clock
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.office import config_cache
from deskq.web.forms import read_page
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("desk_appointment", __name__, url_prefix="/counters/appointment")
#: So many characters of a code are given back to be corrected.
MOST = 20


@blueprint.get("")
def ask() -> str:
    return _page()


@blueprint.post("")
@limiter.limit("30 per minute", key_func=limit_keys.person)
def check_in() -> str | tuple[str, int]:
    caller = identity.require("counter.work")
    try:
        arrival = check_in_views.check_in(caller, read_page(CodeForm, request.form), language())
    except InvalidInput as refusal:
        return _refused(rules.WrongCode()), refusal.status
    except DomainError as refusal:
        db.session.rollback()
        return _refused(refusal), refusal.status
    return _page(arrival)


def _refused(refusal: DomainError) -> str:
    """The page with the code as it was typed, so that the clerk can compare it with the visitor's."""
    return _page(problem=sentence(refusal), typed=request.form.get("code", "")[:MOST])


def _page(arrival: Arrival | None = None, problem: str = "", typed: str = "") -> str:
    caller = identity.require("counter.work")
    office = config_cache.of(db.session(), caller.office_id).office.name
    books = permissions.may(caller.role, bookers.BOOK) and booking.are_open()
    waits = arrival is not None and arrival.begins_at > clock.now()
    shown = {"office": office, "arrival": arrival, "waits": waits, "books": books}
    return render_template("appointments/desk.html", **shown, problem=problem, typed=typed)
