"""A visitor leaves the queue, and returns if they did not mean to."""

from typing import Any

from deskq.core import actors, row_objects
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue import events, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service import visit_intervals
from deskq.queue.service.counter_action import get_ticket, move_ticket, update_row
from deskq.queue.service.undo import earlier_values


def cancel(office_id: int, ticket_id: int, by: str = actors.VISITOR) -> Ticket:
    """The visitor leaves the queue, or staff remove a ticket that is not needed."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        move_ticket(tx, found, "cancel", found.counter_id)
        return found


def rejoin(office_id: int, ticket_id: int, by: str = actors.VISITOR) -> Ticket:
    """Undo a cancellation: the ticket is where it was, with its old arrival time. Raises ``CannotUndo`` if too late."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        last = ticket_queries.last_entry(tx.session, ticket_id)
        if last is None or last.kind != events.TicketCancelled.kind:
            raise CannotUndo
        seconds = config_cache.at(office_id, tx.config_version, tx.connection).office.undo_seconds
        transitions.check_undo("cancel", found.state, last.at, tx.at, seconds)
        earlier = earlier_values(last.facts["changes"])
        earlier |= _back_to_waiting(tx, found, earlier["state"])
        changed = update_row(tx.session, found, visit_intervals.resume(tx, found, last, earlier), **earlier)
        tx.record(events.TicketUndone(found.id, found.code, "cancel", found.counter_id, changed))
        return found


def _back_to_waiting(tx: Transaction, found: Ticket, state: str) -> dict[str, Any]:
    """What cannot be restored, because counters have moved on: a called ticket waits again with its old arrival time,
    and so does one reserved for a counter that is closed now."""
    counter = row_objects.by_id(tx.session, Counter, found.counter_id) if found.counter_id is not None else None
    closed = counter is not None and counter.status == "closed"
    if state == "called" or (closed and state in ("waiting", "held")):
        waits = {"state": "waiting", "counter_id": None, "clerk_id": None, "called_at": None, "returns_at": None}
        return waits if state == "waiting" else {**waits, "since": tx.at}
    return {}
