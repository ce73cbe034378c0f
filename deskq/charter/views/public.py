"""The charter for everybody, and "it was not so", tied to a ticket or to a tracking code."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.charter import queries, service
from deskq.charter.rules.measures import APPLICATION, MESSAGE, TICKET
from deskq.core import actors
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import db, limiter
from deskq.message_settings.kinds import REPORT
from deskq.office import admin_pages, config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.portal import access
from deskq.portal.views import application_tracking
from deskq.published.views import drawn_parts, labels
from deskq.queue.views import kiosk, phone
from deskq.ratings.labels import count, short_period

blueprint = Blueprint("charter", __name__, url_prefix="/rights")
at_kiosk = Blueprint("kiosk_charter", __name__, url_prefix="/kiosk/rights")
at_kiosk.before_request(kiosk.check_device)
#: After these a visit is over.
OVER = ("done", "absent", "cancelled", "expired")


class VisitNotOver(DomainError):
    slug, status = "visit-not-over", 409
    title = N_("You can say this after your visit.")


@dataclass(frozen=True)
class Subject:
    """What a citizen speaks about: ``key`` is "ticket:12"; ``back`` the page from which they come, ``own`` the page on
    which they say it."""

    office_id: int
    about: str
    key: str
    back: str
    own: str


@blueprint.get("")
@limiter.limit("120 per minute")
def page() -> str:
    return render_template("charter/rights.html", office=_config().office.name, lines=_lines())


@at_kiosk.get("", endpoint="page")
def kiosk_page() -> str:
    return render_template("charter/kiosk.html", office=_config().office.name, lines=_lines())


@blueprint.get("/visit/<secret>")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
def of_visit(secret: str) -> str:
    return _own_page(_visit(secret), {"secret": secret})


@blueprint.get("/code/<code>")
@limiter.limit("60 per minute")
def of_code(code: str) -> str:
    return _own_page(_code(code), {"code": code})


@blueprint.post("/visit/<secret>/<promise>")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
def object_of_visit(secret: str, promise: str) -> Response:
    return _object(_visit(secret), promise)


@blueprint.post("/code/<code>/<promise>")
@limiter.limit("20 per minute")
def object_of_code(code: str, promise: str) -> Response:
    return _object(_code(code), promise)


@blueprint.post("/visit/<secret>/<promise>/undo")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
def undo_of_visit(secret: str, promise: str) -> Response:
    return _undo(_visit(secret), promise)


@blueprint.post("/code/<code>/<promise>/undo")
@limiter.limit("20 per minute")
def undo_of_code(code: str, promise: str) -> Response:
    return _undo(_code(code), promise)


def _config() -> OfficeConfig:
    return config_cache.of(db.session(), identity.office_id())


def _lines() -> Markup:
    config = _config()

    def draw() -> str:
        return render_template("charter/_lines.html", lines=queries.lines(db.session(), config.office.id), **WORDS)

    return drawn_parts.drawn("charter", config.office.id, config.version, drawn_parts.FIGURES, draw)


def _visit(secret: str) -> Subject:
    ticket = phone.find(secret)
    if ticket.state not in OVER:
        raise VisitNotOver
    back, own = url_for("phone.ticket", secret=secret), url_for("charter.of_visit", secret=secret)
    return Subject(ticket.office_id, TICKET, f"{TICKET}:{ticket.id}", back, own)


def _code(code: str) -> Subject:
    """Of a confidential report nothing is said here: its number would stand in the list of what was not so."""
    application = application_tracking.find(code)
    pages = url_for("follow.show", code=code), url_for("charter.of_code", code=code)
    if application is not None:
        return Subject(application.office_id, APPLICATION, f"{APPLICATION}:{application.id}", *pages)
    message = access.find(code)
    if message.kind == REPORT:
        raise NotFound
    return Subject(message.office_id, MESSAGE, f"{MESSAGE}:{message.id}", *pages)


def _own_page(subject: Subject, where: dict[str, str]) -> str:
    office = config_cache.of(db.session(), subject.office_id).office.name
    return render_template(
        "charter/own.html",
        office=office,
        promises=queries.offered(db.session(), subject.office_id, subject.about),
        said=queries.said(db.session(), subject.office_id, subject.key),
        subject=subject,
        where=where,
        ending="visit" if subject.about == TICKET else "code",
        **WORDS,
    )


def _object(subject: Subject, promise: str) -> Response:
    service.object_to(subject.office_id, actors.VISITOR, promise, subject.key)
    admin_pages.done(gettext("Thank you. We have recorded that it was not so."))
    return redirect(subject.own, 303)


def _undo(subject: Subject, promise: str) -> Response:
    service.undo_objection(subject.office_id, actors.VISITOR, promise, subject.key)
    admin_pages.done(gettext("Taken back."))
    return redirect(subject.own, 303)


def period(kind: str, of: int) -> str:
    """The name of a season or a half-year."""
    return labels.season(of) if kind == "season" else short_period("half", of)


WORDS = {"count": count, "period": period, "sentence": queries.sentence}
