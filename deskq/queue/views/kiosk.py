"""The kiosk: groups, services, the question of the priority class, the ticket."""

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.access.identity import Caller
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.rules import Hours
from deskq.queue import queries, ticket_text
from deskq.queue.forms import IssueForm
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.kiosk.queries import any_ended_today, group_cards, priority_choices, service_cards
from deskq.queue.screens.kiosk.types import GroupCard
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.shared import screen_version
from deskq.queue.service.issue import ServiceClosed, ServiceGone, issue
from deskq.web import qr_code
from deskq.web.compression import gzipped
from deskq.web.forms import read_page
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("kiosk", __name__, url_prefix="/kiosk")
STAY = 20  # seconds the ticket is shown


def device_key() -> str:
    return limit_keys.device("kiosk", identity.current_caller_or_none())


@blueprint.before_request
def check_device() -> str | Response | None:
    """Only a paired kiosk may go on; other browsers get the pairing page."""
    if identity.device_caller("kiosk") is not None:
        return None
    page = render_template("devices/pair.html", kind="kiosk", pairing=identity.pairing("kiosk"))
    return make_response(page, 200 if request.method == "GET" else 403)


@blueprint.context_processor
def page_codes() -> dict[str, object]:
    """``page_qr(path, label)``: the QR code of a public page."""
    return {"page_qr": lambda path, label: qr_code.svg(current_app.config["PUBLIC_URL"] + path, label)}


@blueprint.get("")
def home() -> Response:
    caller = identity.current_caller()
    version = screen_version(db.session(), caller.office_id)
    cards = group_cards(db.session(), caller.office_id)
    hours = _hours(caller)
    ended = not hours.open and any_ended_today(db.session(), caller.office_id)
    page = render_template(
        "kiosk/home.html", office=_office_name(caller), hours=hours, groups=cards, version=version, visits_ended=ended
    )
    return gzipped(page)


@blueprint.get("/groups/<int:group_id>")
def group(group_id: int) -> str:
    caller = identity.current_caller()
    cards = service_cards(db.session(), caller.office_id, group_id)
    card = _group_card(caller, group_id)
    return render_template(
        "kiosk/group.html", office=_office_name(caller), hours=_hours(caller), group=card, services=cards
    )


@blueprint.get("/services/<code>")
def service(code: str) -> str:
    """One service and the button that issues a ticket; the page carries the request key that makes a double tap one
    request."""
    caller = identity.current_caller()
    session = db.session()
    config = config_cache.of(session, caller.office_id)
    chosen = config.service(code)
    if chosen is None:
        gone = config.any_service(code)
        raise ServiceGone(service=gone.name) if gone else NotFound
    cards = service_cards(session, caller.office_id, chosen.group_id)
    card = next((card for card in cards if card.code == code), None)
    if card is None:
        raise ServiceClosed(service=chosen.name)
    return render_template(
        "kiosk/service.html",
        office=_office_name(caller),
        group=_group_card(caller, chosen.group_id),
        service=card,
        full="" if card.line is None else sentence(card.line),
        again=config.hours(card.hours.closes_at, chosen.id) if card.hours.closes_at else card.hours,
        priorities=priority_choices(session, caller.office_id),
        request_key=secrets.new(),
    )


@blueprint.post("/tickets")
@limiter.limit("30 per minute", key_func=device_key)
def create_ticket() -> Response:
    caller = identity.current_caller()
    form = read_page(IssueForm, request.form)
    secret = secrets.for_request(current_app.config["SECRET_KEY"], form.request_key)
    new = NewTicket(
        form.service, secret, form.priority, language(), form.request_key, form.in_person, late_ok=form.late_ok
    )
    issue(caller.office_id, caller.by, new)
    return redirect(url_for("kiosk.ticket", secret=secret), 303)


@blueprint.get("/tickets/<secret>")
def ticket(secret: str) -> str:
    found = queries.ticket_by_hash(db.session(), secrets.hashed(secret))
    if found is None or found.office_id != identity.current_caller().office_id:
        raise NotFound
    address = phone_address(secret, found)
    shown = ticket_view(db.session(), found)
    facts = ticket_text.TicketText(language()).facts(shown, journal.began(db.session(), found.id))
    drawn = {"qr": qr(address), "address": address, "facts": facts}
    return render_template("kiosk/ticket.html", ticket=shown, secret=secret, stay=STAY, **drawn)


def phone_address(secret: str, found: Ticket) -> str:
    """The public address of this ticket's page."""
    return secrets.phone_page(current_app.config["PUBLIC_URL"], secret, found.language, current_app.config["LANGUAGE"])


def qr(address: str) -> Markup:
    """The address as an inline SVG in the colour of the text."""
    return qr_code.svg(address, gettext("Code for your phone"))


def _office_name(caller: Caller) -> Name:
    return config_cache.of(db.session(), caller.office_id).office.name


def _hours(caller: Caller) -> Hours:
    return config_cache.of(db.session(), caller.office_id).hours(clock.now())


def _group_card(caller: Caller, group_id: int) -> GroupCard:
    for card in group_cards(db.session(), caller.office_id):
        if card.id == group_id:
            return card
    raise NotFound
