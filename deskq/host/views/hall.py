"""The host's page: give tickets to one visitor or a group, help on the spot, see who waits."""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import secrets
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.host import queries, service
from deskq.host.forms import MOST_TICKETS, HostIssueForm
from deskq.host.rules import SameVisitor
from deskq.host.service import TicketRequest
from deskq.office import admin_pages, config_cache
from deskq.printing import printers
from deskq.printing import service as printing_service
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.service import in_hall
from deskq.queue.service.issue import issue
from deskq.queue.views.kiosk import phone_address, qr
from deskq.sms import service as sms_service
from deskq.web.forms import read_page
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("host", __name__, url_prefix="/host")
ACT = "host.work"


@blueprint.before_request
def check_right() -> None:
    """The right is checked before the input."""
    identity.require(ACT)


@blueprint.get("")
def index() -> str:
    caller = identity.require(ACT)
    config = config_cache.of(db.session(), caller.office_id)
    return admin_pages.render(
        "host/index.html",
        hall=queries.host_hall(db.session(), caller.office_id),
        classes=queries.classes(config),
        request_key=secrets.new(),
    )


@blueprint.get("/state")
def state() -> Response:
    """The hall as JSON, for a page without a socket connection."""
    shown = queries.host_hall(db.session(), identity.require(ACT).office_id)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=render_template("host/_hall.html", hall=shown))


@blueprint.post("/tickets")
def create_tickets() -> Response | tuple[str, int]:
    """Give one ticket, or one for each visitor of a group, or record a visitor helped on the spot. A form sent twice
    counts once."""
    caller = identity.require(ACT)
    form = read_page(HostIssueForm, request.form)
    number = sms_service.read_number(form.phone) if form.phone else None
    try:
        return _give(caller, form, number)
    except SameVisitor as refusal:
        db.session.rollback()
        fields = {name: request.form[name] for name in request.form if name not in ("csrf_token", "again")}
        told = sentence(refusal)
        ticket = refusal.values["ticket"]
        return admin_pages.render("host/same_visitor.html", told=told, fields=fields, ticket=ticket), refusal.status


def _give(caller: Caller, form: HostIssueForm, number: str | None) -> Response:
    """Record a visit helped on the spot, or issue the tickets; a group gets all of them or none."""
    secret = _secret(form.request_key, 1)
    asked = TicketRequest(secret, form.service, number, alone=form.count == 1 and not form.here, again=form.again)

    def answer() -> Ticket:
        return in_hall.issue_and_answer(caller.office_id, caller.by, caller.person_id, _new(form, 1))

    if form.here:
        done = service.give(caller.office_id, caller.by, asked, answer)
        admin_pages.done(gettext("Helped on the spot: visit %(code)s is recorded.", code=done.code))
        return redirect(url_for("host.index"), 303)

    def issue_all() -> list[Ticket]:
        places = range(1, form.count + 1)
        return [_issue(caller, form, place, number if place == 1 else None) for place in places]

    service.give(caller.office_id, caller.by, asked, issue_all)
    return redirect(url_for("host.issued", request_key=form.request_key, count=form.count), 303)


@blueprint.get("/issued/<request_key>/<int:count>")
def issued(request_key: str, count: int) -> str:
    """The tickets of one request, each with the code for the visitor's phone."""
    caller = identity.require(ACT)
    shown = []
    for place in range(1, min(count, MOST_TICKETS) + 1):
        secret = _secret(request_key, place)
        found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret))
        if found is None or found.office_id != caller.office_id:
            raise NotFound
        shown.append((ticket_view(db.session(), found), qr(phone_address(secret, found))))
    return admin_pages.render("host/issued.html", tickets=shown)


def _issue(caller: Caller, form: HostIssueForm, place: int, number: str | None) -> Ticket:
    known = printers.current()
    shared = known.shared() if form.paper and not known.lacks else None

    def with_number() -> Ticket:
        return sms_service.issue_with_number(
            caller.office_id, caller.by, number, lambda: issue(caller.office_id, caller.by, _new(form, place))
        )

    printer = shared.name if shared is not None else None
    return printing_service.issue_and_print(caller.office_id, caller.by, printer, with_number)


def _new(form: HostIssueForm, place: int) -> NewTicket:
    return NewTicket(
        form.service,
        _secret(form.request_key, place),
        form.priority,
        form.language,
        _key(form.request_key, place),
        form.in_person,
        group_size=form.group_size,
        any_class=bool(form.priority),
        by_staff=True,
    )


def _secret(request_key: str, place: int) -> str:
    return secrets.for_request(current_app.config["SECRET_KEY"], _key(request_key, place))


def _key(request_key: str, place: int) -> str:
    return f"host-{request_key}-{place}"
