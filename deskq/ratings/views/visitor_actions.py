"""What the page of a token and the link of a text message share: each opens one visit, and its visitor rates it there,
adds to it, or answers the whole questionnaire."""

from flask import render_template, request

from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view
from deskq.ratings import queries, questionnaire, service
from deskq.ratings.forms import ScoreForm, WordsForm, answers_of, read_with_answers
from deskq.ratings.views import origin
from deskq.web.forms import read_page

PER_TICKET, PER_ADDRESS = "20 per minute", "120 per minute; 1200 per hour"


def rate(visit: Ticket, source: str) -> None:
    form = read_page(ScoreForm, request.form)
    service.rate(visit.office_id, visit.id, form.score, source, origin=origin.here())


def add_words(visit: Ticket) -> None:
    form, answers = read_with_answers(WordsForm, request.form)
    service.add_words(visit.office_id, visit.id, form.reasons, form.comment, answers)


def answer(visit: Ticket) -> None:
    service.answer(visit.office_id, visit.id, answers_of(request.form))


def questions(visit: Ticket, action: str, back: str) -> str:
    """By axis, without those that were answered or do not fit the ending; only after the tap."""
    session = db.session()
    given = queries.rating(session, visit.id)
    done = queries.answered(session, visit.id)
    left = [item for item in questionnaire.items(given.ending) if item.code not in done] if given else []
    axes = [(name, [item for item in left if item.axis == axis]) for axis, name in questionnaire.AXES.items()]
    page = {"action": action, "back": back, "rated": given is not None, "answered": len(done)}
    shown = ticket_view(session, visit)
    return render_template("phone/questions.html", ticket=shown, axes=[axis for axis in axes if axis[1]], **page)
