"""Look up a ticket of today by its number at a counter: its state, its place, and whether it may be called there."""

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.office import business_day
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.queue import counter_queues, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import MOVES
from deskq.queue.screens.counter.queries import special
from deskq.queue.screens.counter.types import FoundTicket, TicketLookup
from deskq.queue.screens.shared import version_and_config
from deskq.queue.service.calls import check_callable
from deskq.queue.service.counter_action import current_visitor


def look_up(session: Session, counter: Counter, typed: str) -> TicketLookup:
    """The ticket with the number typed, in Persian or Latin digits."""
    now = clock.now()
    config = version_and_config(session, counter.office_id)[1]
    ticket = ticket_queries.by_code(session, counter.office_id, business_day.number_at(config.office, now), typed)
    return TicketLookup(
        place=counter.place,
        revision=counter.turn,
        at=now,
        typed=typed,
        open=counter.status == "open",
        free=counter.status == "open" and current_visitor(session, counter) is None,
        found=_found_ticket(ticket, counter, config) if ticket is not None else None,
    )


def _found_ticket(ticket: Ticket, counter: Counter, config: OfficeConfig) -> FoundTicket:
    where = config.counters.get(ticket.counter_id or 0)
    return FoundTicket(
        id=ticket.id,
        code=ticket.code,
        state=ticket.state,
        service=config.services[ticket.service_id].name,
        priority=special(config.priorities[ticket.priority_id]),
        in_person=ticket.in_person,
        arrived_at=ticket.arrived_at,
        since=ticket.since,
        returns_at=ticket.returns_at,
        counter=where.number if where else None,
        mine=ticket.counter_id == counter.id,
        refusal=_refusal(ticket, counter, config),
    )


def _refusal(ticket: Ticket, counter: Counter, config: OfficeConfig) -> DomainError | None:
    if (ticket.state, "call") not in MOVES:
        return None
    queue = counter_queues.of_counter(config, counter.id, counter.clerk_id, clock.now())
    try:
        check_callable(ticket, counter, config, queue)
    except DomainError as refusal:
        return refusal
    return None
