"""The content of a printed ticket, from its present state, in its visitor's language."""

from flask import Flask, get_template_attribute
from flask_babel import gettext
from sqlalchemy.orm import Session

from deskq.access.drawing import drawing_for
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.rules import Place
from deskq.printing import slip_port
from deskq.printing.printed_ticket import Direction, PrintedTicket
from deskq.printing.rules import AFTERWARDS
from deskq.queue import queries, ticket_text
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.phone.types import TicketView


def compose(app: Flask, ticket_id: int, kind: str = "token") -> PrintedTicket:
    """Everything printed on the paper. A reprint is marked as one."""
    ticket = db.session().get_one(Ticket, ticket_id)
    with drawing_for(app, ticket.office_id, ticket.language):
        if kind not in AFTERWARDS:
            return _compose(app, db.session(), ticket_id, kind == "reprint")
        slip = slip_port.written(ticket, kind)
        assert slip is not None
        return slip


def _compose(app: Flask, session: Session, ticket_id: int, again: bool) -> PrintedTicket:
    ticket = queries.ticket_by_id(session, ticket_id)
    view = ticket_view(session, ticket)
    service = config_cache.of(session, ticket.office_id).services[ticket.service_id]
    words = _Words(ticket.language)
    bring = words.named(service.bring)
    return PrintedTicket(
        language=ticket.language,
        office=words.named(view.office),
        title=gettext("Your number"),
        code=words.digits(ticket.code),
        service=words.named(view.service),
        priority=words.named(view.priority),
        facts=words.facts(view, journal.began(session, ticket_id)),
        directions_title=words.directions_title(view),
        directions=tuple(words.direction(places) for places in view.ways),
        bring_title=gettext("Please bring") if bring else "",
        bring=bring,
        qr=_address(app, ticket),
        qr_words=gettext("Follow your ticket on your phone."),
        foot=gettext("Please stay nearby until you are called."),
        again=gettext("Reprinted at %(hour)s", hour=words.hour(clock.now())) if again else "",
    )


def _address(app: Flask, ticket: Ticket) -> str | None:
    """The address of the phone page. The secret is derived again from the request key; without a key, or after a change
    of the server's key, there is no QR code rather than a wrong one."""
    secret = secrets.for_request(app.config["SECRET_KEY"], ticket.request_key) if ticket.request_key else None
    if secret is None or secrets.hashed(secret) != ticket.token_hash:
        return None
    return secrets.phone_page(app.config["PUBLIC_URL"], secret, ticket.language, app.config["LANGUAGE"])


class _Words(ticket_text.TicketText):
    """The words of a ticket, with the directions to the counters."""

    def directions_title(self, view: TicketView) -> str:
        there = self._joined(view.building, view.where)
        return str(gettext("Where to go: %(place)s", place=there) if there else gettext("Where to go"))

    def direction(self, places: list[Place]) -> Direction:
        """Counters reached by the same directions."""
        first = places[0]
        counters = str(get_template_attribute("components/arrow.html", "counters")(places)).strip()
        there = self._joined(first.floor, first.room, first.direction)
        return Direction(first.arrow, f"{counters}: {there}" if there else counters)

    def _joined(self, *names: Name) -> str:
        return self.listed(map(self.named, names))
