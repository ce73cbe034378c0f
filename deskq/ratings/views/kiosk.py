"""At the kiosk: the number of a visit that ended today, five faces, and one question."""

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from deskq import clock
from deskq.errors import BadFields, NotFound, Refused
from deskq.extensions import db, limiter
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.office import catalogue
from deskq.office.catalogue import Catalogue
from deskq.persian import Name
from deskq.queue.models import Ticket
from deskq.queue.views import kiosk
from deskq.ratings import queries, rules, service
from deskq.ratings.forms import KioskForm, NumberForm, read_with_answers
from deskq.ratings.views import origin
from deskq.refusals import sentence

blueprint = Blueprint("kiosk_rating", __name__, url_prefix="/kiosk/rating")
blueprint.before_request(kiosk.belongs)
Page = str | tuple[str, int] | Response


def _kiosk_key() -> str:
    kiosk_now = g.get("caller")
    return f"kiosk rating {kiosk_now.device_id}" if kiosk_now else f"kiosk rating {request.remote_addr}"


@blueprint.get("")
def ask() -> Page:
    return _pad()


@blueprint.post("")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def find() -> Page:
    """The five faces for the visit with this number. Of it no more is shown than its visitor needs to know it again."""
    try:
        found = _visit(read_page(NumberForm, request.form).code)
        rules.check(found, _about().office.rate_hours, clock.now())
        if queries.rating(db.session(), found.id) is not None:
            raise rules.AlreadyRated
    except Refused as refusal:
        return _refused(refusal)
    return render_template("kiosk/rate.html", office=_about().office.name, **_shown(found))


@blueprint.post("/score")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def create() -> Page:
    try:
        form = read_page(KioskForm, request.form)
        found = _visit(form.code)
        given = service.rate(found.office_id, found.id, form.score, "kiosk", origin=origin.of_device())
    except Refused as refusal:
        return _refused(refusal)
    return _thanks(form.code, found.id, queries.asked(given))


@blueprint.post("/answer")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def answer() -> Page:
    """The one question, of what was rated at a kiosk just now."""
    try:
        form, answers = read_with_answers(NumberForm, request.form)
        found = _visit(form.code)
        service.add_words(found.office_id, found.id, (), "", answers=answers, at_kiosk=True)
    except Refused as refusal:
        return _refused(refusal)
    return _thanks(form.code, found.id, [])


def _thanks(code: str, rated: int, questions: list[tuple[str, Name]]) -> str:
    drawn = {"code": code, "rated": rated, "questions": questions}
    return render_template("kiosk/rated.html", office=_about().office.name, **drawn)


def _refused(refusal: Refused) -> tuple[str, int]:
    """On the pad, in one sentence; a number of nobody and a number of no form are told alike."""
    db.session.rollback()
    unknown = isinstance(refusal, NotFound | BadFields)
    return _pad(sentence(rules.NothingToRate() if unknown else refusal)), refusal.status


def _pad(problem: str = "") -> str:
    about = _about()
    letters = sorted({service.series for service in about.services.values() if service.series.isalpha()})
    return render_template("kiosk/rating.html", office=about.office.name, problem=problem, letters=letters)


def _visit(code: str) -> Ticket:
    found = queries.of_today(db.session(), _about().office, code)
    if found is None:
        raise NotFound
    return found


def _shown(found: Ticket) -> dict[str, object]:
    counter = _about().counters.get(found.counter_id or 0)
    ended = {"ending": rules.ending(found), "at": rules.ended_at(found)}
    return {"code": found.code, "counter": counter.number if counter else None, **ended}


def _about() -> Catalogue:
    caller: Caller = g.caller
    return catalogue.of(db.session(), caller.office_id)
