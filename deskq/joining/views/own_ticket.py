"""The ticket from outside that a browser has taken: a cookie with its secret, until the ticket is over."""

from typing import NamedTuple

from flask import current_app, request
from werkzeug.wrappers import Response

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.joining import queries
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import LIVE

COOKIE = "deskq_ticket"
LIFETIME = 24 * 3600  #: seconds; tickets end with their day
#: Pages on which a ticket that is over is forgotten.
FORGETS_AT = frozenset({"joining.page", "phone.ticket", "phone.state"})


class OwnTicket(NamedTuple):
    ticket: Ticket
    secret: str


def remember(response: Response, secret: str) -> Response:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LIFETIME,
        path=_path(),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def forget(response: Response) -> Response:
    response.delete_cookie(COOKIE, path=_path())
    return response


def remembered() -> OwnTicket | None:
    """The ticket of this browser, if it was taken from outside and is not over."""
    secret = request.cookies.get(COOKIE)
    found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret)) if secret else None
    if secret is None or found is None or found.state not in LIVE or queries.remote(db.session(), found.id) is None:
        return None
    return OwnTicket(found, secret)


def forget_when_over(response: Response) -> Response:
    """Called after each request. Nothing is asked of the database after an error of the server, which may be its
    own."""
    asked = COOKIE in request.cookies and request.endpoint in FORGETS_AT and response.status_code < 500
    if asked and remembered() is None:
        forget(response)
    return response


def _path() -> str:
    """A browser may have tickets of several offices."""
    return request.script_root or "/"
