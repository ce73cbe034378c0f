"""Rating on the ticket's page, opened by the secret in its address."""

from functools import partial

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.core.extensions import limiter
from deskq.queue.views.phone import find
from deskq.ratings.views import visitor_actions
from deskq.ratings.views.visitor_actions import PER_ADDRESS, PER_TICKET

blueprint = Blueprint("ratings", __name__)


@blueprint.post("/t/<secret>/rating")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def create(secret: str) -> Response:
    visitor_actions.rate(find(secret), "phone")
    return redirect(url_for("phone.ticket", secret=secret), 303)


@blueprint.post("/t/<secret>/rating/words")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def add_words(secret: str) -> Response:
    visitor_actions.add_words(find(secret))
    return redirect(url_for("phone.ticket", secret=secret), 303)


@blueprint.get("/t/<secret>/rating/questions")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def questions(secret: str) -> str:
    """The questionnaire in steps, for visitors who want to answer more."""
    address = partial(url_for, "ratings.answer", secret=secret)
    return visitor_actions.questions(find(secret), address, url_for("phone.ticket", secret=secret))


@blueprint.post("/t/<secret>/rating/questions")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def answer(secret: str) -> Response:
    following = visitor_actions.answer(find(secret))
    return redirect(url_for("ratings.questions", secret=secret, axis=following), 303)
