"""The page of a refusal: one sentence, what is wrong with which field, what was typed, and the ways onwards."""

import logging
from math import ceil

from flask import render_template, request
from flask_babel import gettext, ngettext
from markupsafe import escape
from werkzeug.exceptions import BadHost

from deskq.core import errors
from deskq.core.db import availability
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.web import filters, refusal_ways, sent_form
from deskq.web.forms import FIELD_NAMES
from deskq.web.refusal_sentences import sentence

log = logging.getLogger(__name__)
REMOVED = N_("Somebody removed this in the meantime. Nothing was changed.")
#: Of forms that can be sent once more from the page they came from.
LEAD_BACK = ("page-expired", errors.SentAlready.slug, errors.BodyTooSlow.slug)
MINUTE, HOUR = 60, 3600


def draw(refusal: errors.DomainError, seconds: int = 0, sign_in: str = "") -> str:
    """The page; ``seconds`` until the same may work. Without the ways that need the database where that does not
    answer; bare HTML if rendering templates fails too, and where the host is no name: then nothing has an address."""
    if isinstance(request.routing_exception, BadHost):
        return _bare(refusal)
    page = {"status": refusal.status, "title": refusal.slug, "detail": sentence(refusal), "fields": _fields(refusal)}
    gone = sent_form.removed_meanwhile(refusal)
    page |= {"detail": gettext(REMOVED)} if gone else {}
    page["unexplained"] = type(refusal) is errors.NotFound and not gone
    page |= {"texts": sent_form.texts(refusal), "back": _back(refusal, gone)}
    page |= {"sign_in": sign_in, "wait": _wait(refusal, seconds)}
    for ways in (refusal_ways.known, refusal_ways.without_database):
        try:
            return render_template("site/refusal.html", refusal=page, **ways(refusal))
        except Exception as error:
            _note(error)
            db.session.rollback()
    return _bare(refusal)


def _note(error: Exception) -> None:
    if availability.is_outage(error):
        availability.failed(error)
    else:
        log.error("the error page could not be rendered", exc_info=error)


def _bare(refusal: errors.DomainError) -> str:
    return f"<!doctype html><meta charset=utf-8><title>deskq</title><h1>{escape(sentence(refusal))}</h1>"


def _back(refusal: errors.DomainError, gone: bool) -> str:
    """The link on the error page: to the list of a removed row, or the page whose form has to be sent again."""
    if gone:
        return sent_form.list_path()
    sent = request.method == "POST" and refusal.status in (errors.RateLimited.status, errors.Unavailable.status)
    leads_back = sent or refusal.slug in LEAD_BACK or refusal.status == errors.TooLarge.status
    return sent_form.page_path() if leads_back else ""


def _wait(refusal: errors.DomainError, seconds: int) -> str:
    """When a limit ends, as far as it is known."""
    if refusal.status != errors.RateLimited.status or not seconds:
        return ""
    if seconds < HOUR:
        n = ceil(seconds / MINUTE)
        return str(
            ngettext("You can try again in a minute.", "You can try again in %(n)s minutes.", n, n=filters.digits(n))
        )
    n = ceil(seconds / HOUR)
    return str(ngettext("You can try again in an hour.", "You can try again in %(n)s hours.", n, n=filters.digits(n)))


def _fields(refusal: errors.DomainError) -> list[tuple[str, str]]:
    """(name of the field for people, what is wrong) for each wrong field; fields of the API keep their names."""
    fields = refusal.fields if isinstance(refusal, errors.InvalidInput) else {}
    return [
        (filters.named(FIELD_NAMES.get(name, Name(name, name))), str(gettext(text))) for name, text in fields.items()
    ]
