"""Rating on the visitor's own page, which the token's secret opens."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.extensions import db, limiter
from deskq.forms import read_page
from deskq.queue import boards
from deskq.queue.views.phone import find, ticket_key
from deskq.ratings import queries, questionnaire, service
from deskq.ratings.forms import ScoreForm, WordsForm, answers_of, read_with_answers
from deskq.ratings.views import origin

blueprint = Blueprint("ratings", __name__)
PER_TICKET, PER_ADDRESS = "20 per minute", "120 per minute; 1200 per hour"


@blueprint.post("/t/<token>/rating")
@limiter.limit(PER_TICKET, key_func=ticket_key)
@limiter.limit(PER_ADDRESS)
def create(token: str) -> Response:
    found = find(token)
    form = read_page(ScoreForm, request.form)
    service.rate(found.office_id, found.id, form.score, "phone", origin=origin.here())
    return redirect(url_for("phone.ticket", token=token), 303)


@blueprint.post("/t/<token>/rating/words")
@limiter.limit(PER_TICKET, key_func=ticket_key)
@limiter.limit(PER_ADDRESS)
def add_words(token: str) -> Response:
    found = find(token)
    form, answers = read_with_answers(WordsForm, request.form)
    service.add_words(found.office_id, found.id, form.reasons, form.comment, answers=answers)
    return redirect(url_for("phone.ticket", token=token), 303)


@blueprint.get("/t/<token>/rating/questions")
@limiter.limit(PER_TICKET, key_func=ticket_key)
def questions(token: str) -> str:
    """The whole questionnaire, for whoever wishes to answer more of it."""
    found = find(token)
    shown = boards.ticket(db.session(), found)
    own = url_for("ratings.answer", token=token), url_for("phone.ticket", token=token)
    return questions_page(shown, found.id, *own)


@blueprint.post("/t/<token>/rating/questions")
@limiter.limit(PER_TICKET, key_func=ticket_key)
@limiter.limit(PER_ADDRESS)
def answer(token: str) -> Response:
    found = find(token)
    service.answer(found.office_id, found.id, answers_of(request.form))
    return redirect(url_for("ratings.questions", token=token), 303)


def questions_page(shown: object, ticket_id: int, action: str, back: str) -> str:
    """By axis, without those that were answered or do not fit the ending; only after the tap."""
    session = db.session()
    given = queries.rating(session, ticket_id)
    done = queries.answered(session, ticket_id)
    left = [item for item in questionnaire.items(given.ending) if item.code not in done] if given else []
    axes = [(name, [item for item in left if item.axis == axis]) for axis, name in questionnaire.AXES.items()]
    page = {"action": action, "back": back, "rated": given is not None, "answered": len(done)}
    return render_template("phone/questions.html", ticket=shown, axes=[axis for axis in axes if axis[1]], **page)
