"""Rating at the kiosk: type the number of a visit that ended today, or show its code to the reader; then five faces,
reasons, one question."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import clock, secrets
from deskq.core.errors import DomainError, InvalidInput, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.views import kiosk
from deskq.ratings import queries, rules
from deskq.ratings import service as ratings_service
from deskq.ratings.forms import MAX_CODE_LENGTH, KioskForm, KioskReasonForm, TicketCodeForm, read_with_answers
from deskq.ratings.rules import KIOSK
from deskq.ratings.views import origin
from deskq.web import error_handlers
from deskq.web.forms import read_page
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("kiosk_rating", __name__, url_prefix="/kiosk/rating")
blueprint.before_request(kiosk.check_device)
Offered = list[tuple[str, Name]]


@blueprint.get("")
def ask() -> str:
    return _number_pad()


@blueprint.post("")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def find() -> str:
    """The five faces for this visit, with no more details than its visitor needs to recognise it."""
    code = read_page(TicketCodeForm, request.form).code
    found = _visit(code)
    rules.check_may_be_rated(found, _config().office.rate_hours, clock.now())
    if queries.rating(db.session(), found.id) is not None:
        raise rules.AlreadyRated
    return render_template("kiosk/rate.html", office=_config().office.name, code=code, **_visit_summary(found))


@blueprint.post("/score")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def create() -> str:
    form = read_page(KioskForm, request.form)
    found = _visit(form.code)
    ratings_service.rate(found.office_id, found.id, form.score, KIOSK.source, origin=origin.origin_of_device())
    return _thanks_page(form.code, found.id, reasons=queries.REASON_CHOICES)


@blueprint.post("/reason")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def add_reason() -> str:
    """Reasons for the rating given at a kiosk just now; choosing none skips the step."""
    form = read_page(KioskReasonForm, request.form)
    found = _visit(form.code)
    rating = queries.rating_just_given_here(db.session(), found.id, KIOSK)
    if form.reasons:
        ratings_service.add_words(found.office_id, found.id, form.reasons, "", at=KIOSK)
    return _thanks_page(form.code, found.id, questions=queries.unanswered_questions(db.session(), rating))


@blueprint.post("/answer")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def answer() -> str:
    """Answer to the one question about the visit rated at a kiosk just now."""
    form, answers = read_with_answers(TicketCodeForm, request.form)
    found = _visit(form.code)
    ratings_service.answer(found.office_id, found.id, answers, at=KIOSK)
    return _thanks_page(form.code, found.id)


@blueprint.errorhandler(DomainError)
def refused(refusal: DomainError) -> tuple[str, int] | Response:
    """Show the refusal on the number pad. An unknown number and an invalid one get the same sentence."""
    db.session.rollback()
    if identity.current_caller_or_none() is None:  # refused before the kiosk was known
        return error_handlers.answer(refusal)
    unknown = isinstance(refusal, NotFound | InvalidInput)
    return _number_pad(sentence(rules.NothingToRate() if unknown else refusal)), refusal.status


def _thanks_page(code: str, rated: int, reasons: Offered | None = None, questions: Offered | None = None) -> str:
    drawn = {"code": code, "rated": rated, "reasons": reasons or [], "questions": questions or []}
    return render_template("kiosk/rated.html", office=_config().office.name, **drawn)


def _number_pad(problem: str = "") -> str:
    config = _config()
    letters = sorted({service.series for service in config.services.values() if service.series.isalpha()})
    return render_template("kiosk/rating.html", office=config.office.name, problem=problem, letters=letters)


def _visit(code: str) -> Ticket:
    """The visit with this ticket number of today, or with the secret in the code that was scanned."""
    office = _config().office
    if len(code) <= MAX_CODE_LENGTH:
        found = queries.visit_of_today(db.session(), office, code)
    else:
        secret = secrets.in_address(code)
        if secret is None:
            raise rules.NotATicketCode
        found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret))
    if found is None or found.office_id != office.id:
        raise NotFound
    return found


def _visit_summary(found: Ticket) -> dict[str, object]:
    counter = _config().counters.get(found.counter_id or 0)
    ended = {"ending": rules.ending(found), "at": rules.ended_at(found)}
    return {"number": found.code, "counter": counter.number if counter else None, **ended}


def _config() -> OfficeConfig:
    return config_cache.of(db.session(), identity.current_caller().office_id)
