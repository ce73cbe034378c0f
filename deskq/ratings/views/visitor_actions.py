"""Actions shared by the ticket's page and the link in an SMS: rate, add reasons and comment, answer the
questionnaire, one axis at a time."""

from collections.abc import Callable, Collection

from flask import render_template, request

from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view
from deskq.ratings import queries, questionnaire, service
from deskq.ratings.forms import ScoreForm, WordsForm, answers_of, read_with_answers
from deskq.ratings.questionnaire import Item
from deskq.ratings.views import origin
from deskq.web.forms import read_page

PER_TICKET, PER_ADDRESS = "20 per minute", "120 per minute; 1200 per hour"


def rate(visit: Ticket, source: str) -> None:
    form = read_page(ScoreForm, request.form)
    service.rate(visit.office_id, visit.id, form.score, source, origin=origin.origin_of_address())


def add_words(visit: Ticket) -> None:
    form, answers = read_with_answers(WordsForm, request.form)
    service.add_words(visit.office_id, visit.id, form.reasons, form.comment, answers)


def answer(visit: Ticket) -> str:
    """Store the answers of one step; returns the next step, "" after the last."""
    service.answer(visit.office_id, visit.id, answers_of(request.form))
    return _after(_axes(visit.id), request.args.get("axis", ""))


def questions(visit: Ticket, address: Callable[..., str], back: str) -> str:
    """One step: the questions of an axis, without answered ones and those that do not fit the ending; none before the
    tap. ``address(axis=...)``: address of a step, to which its form is also sent."""
    rating = queries.rating(db.session(), visit.id)
    done = queries.answered_items(db.session(), visit.id)
    axes = _axes(visit.id)
    at = _step(axes, done, request.args.get("axis"))
    return render_template(
        "phone/questions.html",
        ticket=ticket_view(db.session(), visit),
        axis=questionnaire.AXES[at] if at else None,
        items=[item for item in axes.get(at, []) if item.code not in done],
        step=list(axes).index(at) + 1 if at else len(axes),
        steps=len(axes),
        action=address(axis=at),
        skip=address(axis=_after(axes, at)),
        back=back,
        rated=rating is not None,
        answered=len(done),
    )


Axes = dict[str, list[Item]]


def _axes(ticket_id: int) -> Axes:
    """{axis: its questions that fit the ending of the visit}; none before the tap."""
    rating = queries.rating(db.session(), ticket_id)
    fitting = questionnaire.items_for(rating.ending) if rating else []
    axes = {axis: [item for item in fitting if item.axis == axis] for axis in questionnaire.AXES}
    return {axis: items for axis, items in axes.items() if items}


def _step(axes: Axes, done: Collection[str], wanted: str | None) -> str:
    """The axis to show: the first one with open questions, from the wanted one on; "" after the last."""
    names = list(axes)
    if wanted == "":
        return ""
    start = names.index(wanted) if wanted in names else 0
    left = (axis for axis in names[start:] if any(item.code not in done for item in axes[axis]))
    return next(left, "")


def _after(axes: Axes, axis: str) -> str:
    names = [*axes, ""]
    return names[names.index(axis) + 1] if axis in axes else ""
