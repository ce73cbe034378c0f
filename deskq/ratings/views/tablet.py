"""Rating on the tablet of a counter: only the visit that ended last there, and never in a browser of the staff."""

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.access.devices import cookies
from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import db, limiter
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.ratings import queries, rules, service, tablet_queries
from deskq.ratings.forms import TabletForm, TabletWordsForm, read_with_answers
from deskq.ratings.views import origin
from deskq.web.forms import read_page

blueprint = Blueprint("tablet", __name__)


@blueprint.before_request
def belongs_to_visitors() -> None:
    """A rating given in a clerk's own session does not come from the visitor."""
    if identity.signed_in() is not None:
        raise rules.StaffSignedIn


def _tablet_key() -> str:
    return limit_keys.device("tablet", identity.device_caller("tablet", (request.view_args or {}).get("number")))


@blueprint.get("/counters/<int:number>/rating")
def page(number: int) -> Response:
    """The tablet's page; a tablet moved to another counter is redirected to that one's."""
    caller = identity.device_caller("tablet", number)
    if caller is None:
        pairing = identity.pairing("tablet", number)
        return make_response(render_template("devices/pair.html", kind="tablet", pairing=pairing))
    own = office_queries.counter_number(db.session(), caller.counter_id)
    if own is not None and own != number:
        cookies.move("tablet", number, own)
        return redirect(url_for("tablet.page", number=own))
    shown = tablet_queries.tablet(db.session(), _own_counter(number))
    return make_response(render_template("tablet/rating.html", tablet=shown, reasons=queries.REASON_CHOICES))


@blueprint.get("/counters/<int:number>/rating/state")
def state(number: int) -> Response:
    shown = tablet_queries.tablet(db.session(), _own_counter(number))
    html = render_template("tablet/_rating.html", tablet=shown)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.post("/counters/<int:number>/rating")
@limiter.limit("60 per minute", key_func=_tablet_key)
def create(number: int) -> Response:
    """Rate the visit that ended last at the tablet's own counter."""
    counter = _own_counter(number)
    form = read_page(TabletForm, request.form)
    last = tablet_queries.tablet(db.session(), counter).visit
    if last is None or last.id != form.visit:
        raise rules.NotThisVisit
    service.rate(counter.office_id, form.visit, form.score, "tablet", origin=origin.origin_of_device())
    return redirect(url_for("tablet.page", number=number), 303)


@blueprint.post("/counters/<int:number>/rating/words")
@limiter.limit("60 per minute", key_func=_tablet_key)
def add_words(number: int) -> Response:
    """Reasons, comment and answers after the tap, as on the phone."""
    counter = _own_counter(number)
    form, answers = read_with_answers(TabletWordsForm, request.form)
    at = rules.SharedScreen("tablet", counter.id)
    service.add_words(counter.office_id, form.visit, form.reasons, form.comment, answers, at=at)
    return redirect(url_for("tablet.page", number=number), 303)


def _own_counter(number: int) -> Counter:
    caller = identity.device_caller("tablet", number)
    if caller is None:
        raise Forbidden
    counter = office_queries.counter_by_number(db.session(), caller.office_id, number)
    if counter is None:
        raise NotFound
    if caller.counter_id != counter.id:
        raise Forbidden
    return counter
