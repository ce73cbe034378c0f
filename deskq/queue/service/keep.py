"""Keep a ticket for the next working day. It returns with its old arrival time, so it is called first."""

from datetime import UTC, datetime, timedelta

from deskq.core.errors import Forbidden
from deskq.core.transactions import Transaction
from deskq.office import business_day, config_cache
from deskq.office.rules import code
from deskq.queue import ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.service.counter_action import CounterAction, at_counter, get_ticket, move_ticket, require_visitor


def keep(action: CounterAction, reason: str, ticket_id: int | None = None) -> Ticket:
    """Keep the ticket at the counter, or the ticket ``ticket_id``, which waits, is absent, or is on hold at this
    counter. It is on hold at no counter until its service opens on the next working day."""
    transitions.check_kept(reason)
    with at_counter(action) as (tx, counter):
        found = get_ticket(tx.session, action.office_id, ticket_id) if ticket_id else None
        kept = found or require_visitor(tx.session, counter)
        transitions.move(kept.state, "keep", kept.code)
        if kept.state in ("called", "serving", "held") and kept.counter_id != counter.id:
            raise Forbidden
        move_ticket(
            tx,
            kept,
            "keep",
            counter.id,
            {"reason": reason},
            counter_id=None,
            clerk_id=None,
            called_at=None,
            started_at=None,
            recalls=0,
            returns_at=_next_opening(tx, kept.service_id),
        )
        return kept


def carry(tx: Transaction, kept: Ticket, today: int) -> None:
    """Move a kept ticket to the Jalali day ``today``, under the next free number if its own was already issued
    there."""
    number = kept.number
    while ticket_queries.is_code_taken(tx, today, code(kept.series, number)):
        number += 1
    move_ticket(tx, kept, "carry", None, day=today, number=number, code=code(kept.series, number))


def _next_opening(tx: Transaction, service_id: int) -> datetime:
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    tomorrow = business_day.begins(config.office, business_day.date_at(config.office, tx.at) + timedelta(1))
    hours = config.hours(tomorrow, service_id)
    return (tomorrow if hours.open else hours.opens_at or tomorrow).astimezone(UTC)
