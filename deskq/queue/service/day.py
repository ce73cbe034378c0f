"""Services of the background job: return tickets whose hold is over to the queue, and close past days."""

from datetime import date, datetime
from typing import Any

from deskq.core import actors
from deskq.core.db.journal import Entry
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import business_day, config_cache
from deskq.office import queries as office_queries
from deskq.queue import events, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.service.counter_action import move_ticket, update_row
from deskq.queue.service.keep import carry


def return_due(office_id: int) -> int:
    """Tickets whose hold is over wait again, with their old arrival time. Returns how many. The time of the office
    decides, not the clock: after it was set back nobody waits, and can be called, from a time to come."""
    with transaction(office_id, actors.SYSTEM) as tx:
        due = ticket_queries.returns_due(tx.session, office_id, tx.at)
        for held in due:
            move_ticket(tx, held, "return", held.counter_id, counter_id=None, clerk_id=None, returns_at=None)
        return len(due)


def close_day(office_id: int, before: date, by: str = actors.SYSTEM) -> int:
    """Expire every live ticket of business days before ``before``, except tickets kept for that day or a later one. A
    visit that is not over ends as unrecorded. Returns the number of expired tickets."""
    with transaction(office_id, by) as tx:
        today = jalali.day_number(before)
        office = config_cache.at(office_id, tx.config_version, tx.connection).office
        began = business_day.begins(office, before)
        found = ticket_queries.left_from_earlier_days(tx.session, office_id, today)
        kept = [ticket for ticket in found if _is_kept(ticket, began)]
        for ticket in kept:
            carry(tx, ticket, today)
        found = [ticket for ticket in found if ticket not in kept]
        for ticket in found:
            ended: dict[str, Any] = {"outcome": "unrecorded", "finished_at": tx.at} if ticket.state == "serving" else {}
            move_ticket(tx, ticket, "expire", ticket.counter_id, returns_at=None, **ended)
        _close_counters(tx, before)
        return len(found)


def _is_kept(ticket: Ticket, began: datetime) -> bool:
    """Whether the ticket is on hold at no counter until a time at or after ``began``, the beginning of the day."""
    return (
        ticket.state == "held"
        and ticket.counter_id is None
        and ticket.returns_at is not None
        and ticket.returns_at >= began
    )


def _close_counters(tx: Transaction, before: date) -> None:
    """Close counters whose last action was on a past day: their clerks went home without closing them."""
    office = config_cache.at(tx.office_id, tx.config_version, tx.connection).office
    counters = office_queries.counters(tx.session, tx.office_id)
    for counter in [row for row in counters if row.status != "closed"]:
        last = tx.session.get(Entry, (tx.office_id, counter.turn))
        if last is not None and business_day.date_at(office, last.at) < before:
            changes = update_row(tx.session, counter, status="closed", clerk_id=None, break_until=None)
            tx.record(events.CounterClosed(counter.id, counter.number, changes))
