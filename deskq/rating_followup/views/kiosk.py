"""The follow-up at the kiosk: one tap registers; the code is shown large and printed."""

from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.rules import deadlines
from deskq.office import config_cache
from deskq.portal import access
from deskq.portal.views.submit import tracking_page
from deskq.printing import printers
from deskq.printing import service as printing_service
from deskq.printing.printed_ticket import PrintedTicket
from deskq.queue.models import Ticket
from deskq.queue.ticket_text import TicketText
from deskq.queue.views import kiosk
from deskq.queue.views.kiosk import qr
from deskq.rating_followup import queries, service
from deskq.rating_followup.rules import OFFERS
from deskq.rating_followup.views import followup

blueprint = Blueprint("kiosk_door", __name__, url_prefix="/kiosk/door")
blueprint.before_request(kiosk.check_device)
blueprint.before_request(access.check_no_staff)


def _kiosk_key() -> str:
    return limit_keys.device("kiosk door", identity.current_caller_or_none())


@blueprint.post(f"/<secret>/{followup.KIND}")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def create(secret: str, kind: str) -> Response:
    """Register the message and print its slip in one transaction."""
    visit = _visit(secret)
    printer = printers.current().of_device(identity.current_caller().device_id)
    file = partial(service.register_followup, visit.office_id, visit.id, kind)
    printing_service.act_and_print_slip(
        visit.office_id, identity.current_caller().by, visit.id, printer.name if printer else None, file
    )
    return redirect(url_for("kiosk_door.show", secret=secret, kind=kind), 303)


@blueprint.get(f"/<secret>/{followup.KIND}")
@limiter.limit("60 per minute", key_func=_kiosk_key)
def show(secret: str, kind: str) -> str:
    visit = _visit(secret)
    made = followup.made_of(visit, kind)
    if made is None:
        raise NotFound
    return render_template("kiosk/filed.html", kind=kind, message=made, visit=visit, **_page_values(visit, made))


def _page_values(visit: Ticket, made: Message) -> dict[str, object]:
    config = config_cache.of(db.session(), visit.office_id)
    service_name = config.services[visit.service_id].name
    return {"office": config.office.name, "service": service_name, "qr": qr(tracking_page(made.code))}


def _visit(secret: str) -> Ticket:
    found = followup.find(secret)
    if found.office_id != identity.current_caller().office_id:
        raise NotFound
    return found


def slip(ticket: Ticket) -> PrintedTicket | None:
    """What the printer of a kiosk prints of the message that followed a visit, in its visitor's language."""
    session = db.session()
    found = next(filter(None, (queries.of_visit(session, ticket.id, kind) for kind in OFFERS)), None)
    if found is None:
        return None
    config, words = config_cache.of(session, ticket.office_id), TicketText(ticket.language)
    facts = [(gettext("Your number"), words.digits(ticket.code)), (gettext("Date"), words.date(found.registered_at))]
    if found.kind == "complaint":
        facts.append((gettext("Answer by"), words.date(deadlines.last_moment(found.due_at))))
    return PrintedTicket(
        language=ticket.language,
        office=words.named(config.office.name),
        title=gettext("Tracking code"),
        code=words.digits(tracking_code.spaced(found.code)),
        service=gettext("Complaint about your visit")
        if found.kind == "complaint"
        else gettext("Thanks for your visit"),
        facts=tuple(facts),
        directions_title="",
        directions=(),
        foot=gettext("Please keep this slip."),
        qr=tracking_page(found.code),
        qr_words=gettext("Track this on your phone."),
    )
