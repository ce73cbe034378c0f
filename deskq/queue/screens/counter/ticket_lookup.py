"""A ticket of today found by its number at a counter: who it is, where they are, and whether it may be called there."""

from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.office.config_cache import Catalogue
from deskq.office.models import Counter
from deskq.queue import ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.rules.transitions import MOVES
from deskq.queue.screens.counter.queries import special
from deskq.queue.screens.counter.types import FoundTicket, TicketLookup
from deskq.queue.screens.shared import business_day, version_and_config
from deskq.queue.service.calls import check_chosen
from deskq.queue.service.counter_action import present


def look_up(session: Session, counter: Counter, typed: str) -> TicketLookup:
    """The ticket with the number that was typed, in Persian or Latin digits."""
    now = clock.now()
    about = version_and_config(session, counter.office_id)[1]
    ticket = ticket_queries.by_code(session, counter.office_id, business_day(about.office, now), typed)
    return TicketLookup(
        place=counter.place,
        turn=counter.turn,
        at=now,
        typed=typed,
        open=counter.status == "open",
        free=counter.status == "open" and present(session, counter) is None,
        found=_found(ticket, counter, about) if ticket is not None else None,
    )


def _found(ticket: Ticket, counter: Counter, about: Catalogue) -> FoundTicket:
    where = about.counters.get(ticket.counter_id or 0)
    return FoundTicket(
        id=ticket.id,
        code=ticket.code,
        state=ticket.state,
        service=about.services[ticket.service_id].name,
        priority=special(about.priorities[ticket.priority_id]),
        in_person=ticket.in_person,
        arrived_at=ticket.arrived_at,
        since=ticket.since,
        returns_at=ticket.returns_at,
        counter=where.number if where else None,
        mine=ticket.counter_id == counter.id,
        refusal=_refusal(ticket, counter, about),
    )


def _refusal(ticket: Ticket, counter: Counter, about: Catalogue) -> DomainError | None:
    if (ticket.state, "call") not in MOVES:
        return None
    line = CounterQueue(
        about.served(counter.id, counter.clerk_id), timedelta(minutes=about.office.bound_minutes), clock.now()
    )
    try:
        check_chosen(ticket, counter, about, line)
    except DomainError as refusal:
        return refusal
    return None
