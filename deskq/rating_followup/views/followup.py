"""The follow-up page of a rated visit: one tap registers; text, name and number are asked, not required."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.portal import access
from deskq.portal import queries as portal_queries
from deskq.portal.views.submit import tracking_page
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.views import phone
from deskq.queue.views.kiosk import qr
from deskq.rating_followup import queries, rules, service
from deskq.rating_followup.forms import FollowupForm
from deskq.sms import outbox
from deskq.web.forms import read_page

blueprint = Blueprint("door", __name__, url_prefix="/t")
Answer = str | Response | tuple[str, int]
#: Seconds for which a signed secret opens the follow-up of its visit.
LASTS = 48 * 3600
KIND = "<any(complaint, praise):kind>"


@dataclass(frozen=True)
class Offer:
    """What a rated visit is offered; ``filed`` once it was used. ``secret`` opens this page alone, without the visit
    secret."""

    kind: str
    filed: bool
    secret: str


@blueprint.before_request
def belongs_to_visitors() -> None:
    access.check_no_staff()


def offered(ticket_id: int) -> Offer | None:
    """For templates: the follow-up a visit is offered, or None."""
    kind = rules.offered_kind(queries.score_of(db.session(), ticket_id))
    if kind is None:
        return None
    return Offer(kind, queries.of_visit(db.session(), ticket_id, kind) is not None, signed_secret(ticket_id))


@blueprint.get(f"/<secret>/{KIND}")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit("300 per minute")
def show(secret: str, kind: str) -> Answer:
    return _page(secret, find(secret), kind, admin_pages.filled({}))


@blueprint.post(f"/<secret>/{KIND}")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per minute")
def create(secret: str, kind: str) -> Answer:
    visit = find(secret)
    service.register_followup(visit.office_id, visit.id, kind)
    return redirect(url_for("door.show", secret=secret, kind=kind), 303)


@blueprint.post(f"/<secret>/{KIND}/words")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per minute")
def complete(secret: str, kind: str) -> Answer:
    visit = find(secret)
    made = made_of(visit, kind)
    if made is None:
        raise NotFound

    def do() -> str:
        form = read_page(FollowupForm, request.form)
        service.complete(made.office_id, made.id, form.words, form.name, form.phone)
        added = any(text.strip() for text in (form.words, form.name, form.phone))
        thanks = gettext("Thank you. We have added it to your message.")
        admin_pages.done(thanks if added else gettext("Nothing was added. Your message is registered as it is."))
        return url_for("door.show", secret=secret, kind=kind)

    return admin_pages.submit(do, lambda form: _page(secret, visit, kind, form))


def _page(secret: str, visit: Ticket, kind: str, form: FilledForm) -> str:
    session = db.session()
    made = made_of(visit, kind)
    if made is None:
        rules.check_offered(kind, queries.score_of(session, visit.id))
    else:
        access.keep_own(made)
    sender = message.sender(session, made.id) if made is not None else None
    config = config_cache.of(session, visit.office_id)
    return render_template(
        "messages/visit_followup.html",
        office=config.office.name,
        secret=secret,
        kind=kind,
        visit=visit,
        service=config.services[visit.service_id].name,
        message=made,
        asks=sender is not None and portal_queries.is_anonymous(sender) and not sender.name,
        qr=qr(tracking_page(made.code)) if made is not None else "",
        texts=outbox.is_on(),
        form=form,
    )


def made_of(visit: Ticket, kind: str) -> Message | None:
    return queries.of_visit(db.session(), visit.id, kind)


def find(secret: str) -> Ticket:
    """The visit, by its own secret or by a signed one."""
    try:
        ticket_id = _signer().loads(secret, max_age=LASTS)
    except BadSignature:
        return phone.find(secret)
    return queue_queries.ticket_by_id(db.session(), ticket_id)


def signed_secret(ticket_id: int) -> str:
    """A signed secret that opens the follow-up of this visit and nothing else."""
    return str(_signer().dumps(ticket_id))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="door of a visit")
