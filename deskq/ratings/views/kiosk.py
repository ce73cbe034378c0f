"""At the kiosk: the number of a visit that ended today, or the code on its paper before the reader; five faces, a
reason, one question."""

from flask import Blueprint, g, render_template, request

from deskq.access.identity import Caller
from deskq.core import clock, secrets
from deskq.core.errors import DomainError, InvalidInput, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.config_cache import Catalogue
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.views import kiosk
from deskq.ratings import queries, rules
from deskq.ratings import service as ratings_service
from deskq.ratings.forms import LONGEST_NUMBER, KioskForm, KioskReasonForm, NumberForm, read_with_answers
from deskq.ratings.rules import KIOSK
from deskq.ratings.views import origin
from deskq.web.error_handlers import sentence
from deskq.web.forms import read_page

blueprint = Blueprint("kiosk_rating", __name__, url_prefix="/kiosk/rating")
blueprint.before_request(kiosk.check_device)
Offered = list[tuple[str, Name]]


@blueprint.get("")
def ask() -> str:
    return _pad()


@blueprint.post("")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def find() -> str:
    """The five faces for this visit. Of it no more is shown than its visitor needs to know it again."""
    code = read_page(NumberForm, request.form).code
    found = _visit(code)
    rules.check(found, _about().office.rate_hours, clock.now())
    if queries.rating(db.session(), found.id) is not None:
        raise rules.AlreadyRated
    return render_template("kiosk/rate.html", office=_about().office.name, code=code, **_shown(found))


@blueprint.post("/score")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def create() -> str:
    form = read_page(KioskForm, request.form)
    found = _visit(form.code)
    ratings_service.rate(found.office_id, found.id, form.score, KIOSK.source, origin=origin.of_device())
    return _thanks(form.code, found.id, reasons=queries.REASONS_SHOWN)


@blueprint.post("/reason")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def add_reason() -> str:
    """What it was about, of what was rated at a kiosk just now; none: the visitor goes on without."""
    form = read_page(KioskReasonForm, request.form)
    found = _visit(form.code)
    given = queries.just_given(db.session(), found.id, KIOSK)
    if form.reasons:
        ratings_service.add_words(found.office_id, found.id, form.reasons, "", at=KIOSK)
    return _thanks(form.code, found.id, questions=queries.left(db.session(), given))


@blueprint.post("/answer")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def answer() -> str:
    """The one question, of what was rated at a kiosk just now."""
    form, answers = read_with_answers(NumberForm, request.form)
    found = _visit(form.code)
    ratings_service.answer(found.office_id, found.id, answers, at=KIOSK)
    return _thanks(form.code, found.id)


@blueprint.errorhandler(DomainError)
def refused(refusal: DomainError) -> tuple[str, int]:
    """On the pad, in one sentence; a number of nobody and a number of no form are told alike."""
    db.session.rollback()
    unknown = isinstance(refusal, NotFound | InvalidInput)
    return _pad(sentence(rules.NothingToRate() if unknown else refusal)), refusal.status


def _thanks(code: str, rated: int, reasons: Offered | None = None, questions: Offered | None = None) -> str:
    drawn = {"code": code, "rated": rated, "reasons": reasons or [], "questions": questions or []}
    return render_template("kiosk/rated.html", office=_about().office.name, **drawn)


def _pad(problem: str = "") -> str:
    about = _about()
    letters = sorted({service.series for service in about.services.values() if service.series.isalpha()})
    return render_template("kiosk/rating.html", office=about.office.name, problem=problem, letters=letters)


def _visit(code: str) -> Ticket:
    """By its number of today, or by the secret that the reader read off its paper."""
    office = _about().office
    if len(code) <= LONGEST_NUMBER:
        found = queries.of_today(db.session(), office, code)
    else:
        secret = secrets.in_address(code)
        if secret is None:
            raise rules.NotAToken
        found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret))
    if found is None or found.office_id != office.id:
        raise NotFound
    return found


def _shown(found: Ticket) -> dict[str, object]:
    counter = _about().counters.get(found.counter_id or 0)
    ended = {"ending": rules.ending(found), "at": rules.ended_at(found)}
    return {"number": found.code, "counter": counter.number if counter else None, **ended}


def _about() -> Catalogue:
    caller: Caller = g.caller
    return config_cache.of(db.session(), caller.office_id)
