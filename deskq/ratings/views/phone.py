"""Rating on the ticket's page, opened by the secret in its address."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from deskq.core.extensions import limiter
from deskq.queue.views.phone import find, ticket_key
from deskq.ratings.views import visitor_actions
from deskq.ratings.views.visitor_actions import PER_ADDRESS, PER_TICKET

blueprint = Blueprint("ratings", __name__)


@blueprint.post("/t/<token>/rating")
@limiter.limit(PER_TICKET, key_func=ticket_key)
@limiter.limit(PER_ADDRESS)
def create(token: str) -> Response:
    visitor_actions.rate(find(token), "phone")
    return redirect(url_for("phone.ticket", token=token), 303)


@blueprint.post("/t/<token>/rating/words")
@limiter.limit(PER_TICKET, key_func=ticket_key)
@limiter.limit(PER_ADDRESS)
def add_words(token: str) -> Response:
    visitor_actions.add_words(find(token))
    return redirect(url_for("phone.ticket", token=token), 303)


@blueprint.get("/t/<token>/rating/questions")
@limiter.limit(PER_TICKET, key_func=ticket_key)
def questions(token: str) -> str:
    """The whole questionnaire, for visitors who want to answer more of it."""
    return visitor_actions.questions(
        find(token), url_for("ratings.answer", token=token), url_for("phone.ticket", token=token)
    )


@blueprint.post("/t/<token>/rating/questions")
@limiter.limit(PER_TICKET, key_func=ticket_key)
@limiter.limit(PER_ADDRESS)
def answer(token: str) -> Response:
    visitor_actions.answer(find(token))
    return redirect(url_for("ratings.questions", token=token), 303)
