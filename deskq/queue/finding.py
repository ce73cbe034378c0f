"""A ticket of today found by its number at a counter: who it is, where they are, and whether it may be called there."""

from datetime import timedelta

from sqlalchemy.orm import Session

from deskq import clock
from deskq.errors import Refused
from deskq.office.catalogue import Catalogue
from deskq.office.models import Counter
from deskq.queue import boards, rules, ticket_queries
from deskq.queue.desk_screens import Finding, Found
from deskq.queue.models import Ticket
from deskq.queue.panel import special
from deskq.queue.service.calls import check_chosen
from deskq.queue.service.press import present


def finding(session: Session, counter: Counter, typed: str) -> Finding:
    """The ticket with the number that was typed, in Persian or Latin digits."""
    now = clock.now()
    about = boards.seen(session, counter.office_id)[1]
    ticket = ticket_queries.by_code(session, counter.office_id, boards.business_day(about.office, now), typed)
    return Finding(
        place=counter.place,
        turn=counter.turn,
        at=now,
        typed=typed,
        open=counter.status == "open",
        free=counter.status == "open" and present(session, counter) is None,
        found=_found(ticket, counter, about) if ticket is not None else None,
    )


def _found(ticket: Ticket, counter: Counter, about: Catalogue) -> Found:
    where = about.counters.get(ticket.counter_id or 0)
    return Found(
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


def _refusal(ticket: Ticket, counter: Counter, about: Catalogue) -> Refused | None:
    if (ticket.state, "call") not in rules.MOVES:
        return None
    line = rules.Line(
        about.served(counter.id, counter.clerk_id), timedelta(minutes=about.office.bound_minutes), clock.now()
    )
    try:
        check_chosen(ticket, counter, about, line)
    except Refused as refusal:
        return refusal
    return None
