"""Turns every error into a page, or into problem+json for the API and page fragments; never a traceback."""

import json
import logging
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask_babel import gettext
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from deskq.core import disk_space, errors
from deskq.core.db import availability
from deskq.core.disk_space import DiskFull
from deskq.core.errors import N_
from deskq.core.extensions import db, limiter
from deskq.core.rate_limits import retry_after, seconds_until
from deskq.core.sizes import MEGABYTE
from deskq.web import refusal_page, sent_form
from deskq.web.refusal_sentences import sentence

log = logging.getLogger(__name__)
E = TypeVar("E", bound=errors.DomainError)
OWN_PAGES = "error_pages"


class PageExpired(errors.DomainError):
    slug, status = "page-expired", 400
    title = N_("This page has expired. Please open it again.")


class SignedOut(errors.SignInNeeded):
    """A form that was sent after the session had ended; its texts are on the page."""

    title = N_("You were signed out in the meantime, so nothing was saved. Please sign in and send it once more.")


class BadRequest(errors.DomainError):
    slug, status = "bad-request", 400
    title = N_("We could not understand this request.")


class WrongMethod(errors.DomainError):
    slug, status = "wrong-method", 405
    title = N_("This action is not available at this address.")


class Fault(errors.DomainError):
    slug, status = "fault", 500
    title = N_("Something went wrong on our side. Nothing was changed.")


BY_STATUS: dict[int, type[errors.DomainError]] = {
    400: BadRequest,
    401: errors.SignInNeeded,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: WrongMethod,
    429: errors.RateLimited,
    503: errors.Unavailable,
}


def problem(refusal: errors.DomainError) -> dict[str, Any]:
    """The body by RFC 9457: type, title, status, detail, and the wrong fields by name."""
    body: dict[str, Any] = {
        "type": refusal.slug,
        "title": refusal.slug.replace("-", " ").capitalize(),
        "status": refusal.status,
        "detail": sentence(refusal),
    }
    if isinstance(refusal, errors.InvalidInput):
        body["fields"] = {field: str(gettext(text)) for field, text in refusal.fields.items()}
    return body


def wants_json() -> bool:
    return request.path.startswith("/api/") or "X-Fragment" in request.headers


def answer(refusal: errors.DomainError, headers: dict[str, str] | None = None) -> AnyResponse:
    """The response to a refusal: problem+json, a redirect to the sign-in page, or a page."""
    db.session.rollback()
    headers = retry_after(refusal) or headers
    if isinstance(refusal, errors.Unavailable):
        headers = {"Retry-After": "1"} | (headers or {})
    if wants_json():
        text = json.dumps(problem(refusal), ensure_ascii=False)
        return Response(text, refusal.status, headers, mimetype="application/problem+json")
    if isinstance(refusal, errors.SignInNeeded) and sent_form.texts(refusal):
        return Response(refusal_page.draw(SignedOut(), sign_in=_sign_in()), refusal.status, headers)
    if isinstance(refusal, errors.SignInNeeded):
        return redirect(_sign_in(), 303)
    own = current_app.extensions.get(OWN_PAGES, {}).get(type(refusal)) if request.method == "GET" else None
    seconds = int((headers or {}).get("Retry-After", 0))
    return own(refusal) if own is not None else Response(refusal_page.draw(refusal, seconds), refusal.status, headers)


def _sign_in() -> str:
    here = request.script_root + request.path if request.method == "GET" else sent_form.page_path() or None
    return url_for("staff.sign_in", next=here)


def own_page(app: Flask, error: type[E], page: Callable[[E], AnyResponse]) -> None:
    """Show a page of its own for this error of a page that was only opened."""
    app.extensions.setdefault(OWN_PAGES, {})[error] = page


def init_app(app: Flask) -> None:
    app.register_error_handler(errors.DomainError, answer)
    app.register_error_handler(CSRFError, _wrong_token)
    app.register_error_handler(RateLimitExceeded, _rate_limited)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(PoolTimeout, _unavailable)
    app.register_error_handler(IntegrityError, _integrity_error)
    app.register_error_handler(DBAPIError, _database_fault)
    app.register_error_handler(Exception, _fault)


def _wrong_token(error: CSRFError) -> AnyResponse:
    """The token ends with the session."""
    return answer(SignedOut() if g.get("session_ended") and not wants_json() else PageExpired())


def _rate_limited(error: RateLimitExceeded) -> AnyResponse:
    """Its window may end much earlier than a whole window from now."""
    ends = [reached.window.reset_time for reached in limiter.current_limits if reached.breached]
    return answer(errors.RateLimited(), {"Retry-After": str(seconds_until(max(ends, default=0.0)))})


def _http(error: HTTPException) -> AnyResponse:
    if error.code is not None and error.code < 400:
        return error.get_response()
    other = BadRequest if error.code is not None and error.code < 500 else Fault
    refusal = _too_large() if error.code == errors.TooLarge.status else BY_STATUS.get(error.code or 500, other)()
    headers = {"Allow": ", ".join(error.valid_methods)} if getattr(error, "valid_methods", None) else None  # type: ignore[attr-defined]
    return answer(refusal, headers)


def _too_large() -> errors.DomainError:
    """The refusal of a body that is longer than the limit of its address, or has too long a text or too many fields.
    Some people may send more than others: who was signed out meanwhile is asked to sign in."""
    most = request.max_content_length
    if g.get("session_ended") and not wants_json():
        return errors.SignInNeeded()
    if most is None or (request.content_length or 0) <= most:
        return errors.TooLarge()
    return errors.RequestTooLarge(most=max(1, most // MEGABYTE))


def _integrity_error(error: IntegrityError) -> AnyResponse:
    """Two requests conflicted, and the database kept the first."""
    log.warning("two actions conflicted: %s", availability.first_line(error))
    return answer(errors.DomainError())


def _unavailable(error: OperationalError | PoolTimeout | DBAPIError) -> AnyResponse:
    availability.failed(error)
    if availability.is_disk_full(error):
        return answer(DiskFull(), {"Retry-After": "60"})
    return answer(errors.Unavailable())


def _database_fault(error: DBAPIError) -> AnyResponse:
    """A fault, logged without the driver's message, which may contain the row."""
    if availability.is_outage(error):
        return _unavailable(error)
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("an error at %s %s: %s\n%s", request.method, request.path, availability.first_line(error), where)
    return answer(Fault())


def _fault(error: Exception) -> AnyResponse:
    if disk_space.is_full(error):
        disk_space.report_full()
        return answer(DiskFull(), {"Retry-After": "60"})
    log.exception("an error at %s %s", request.method, request.path)
    return answer(Fault())
