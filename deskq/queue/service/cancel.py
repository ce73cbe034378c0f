"""A visitor leaves the line, and comes back who did not mean it."""

from typing import Any

from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue import events, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service.counter_action import act, alter, load
from deskq.queue.service.counter_action import ticket as find
from deskq.queue.service.undo import before


def cancel(office_id: int, ticket_id: int) -> Ticket:
    """The visitor leaves the line."""
    with transaction(office_id, "visitor") as tx:
        found = find(tx.session, office_id, ticket_id)
        act(tx, found, "cancel", found.counter_id)
        return found


def rejoin(office_id: int, ticket_id: int) -> Ticket:
    """The visitor did not mean to leave: the ticket is where it was, with the time of its arrival."""
    with transaction(office_id, "visitor") as tx:
        found = find(tx.session, office_id, ticket_id)
        left = ticket_queries.last_entry(tx.session, ticket_id)
        if left is None or left.kind != events.TicketCancelled.kind:
            raise CannotUndo
        seconds = config_cache.at(office_id, tx.catalogue, tx.connection).office.undo_seconds
        transitions.check_undo("cancel", found.state, left.at, tx.at, seconds)
        earlier = before(left.facts["changes"])
        changed = alter(tx.session, found, **{**earlier, **_in_line(tx, found, earlier["state"])})
        tx.record(events.TicketUndone(found.id, found.code, "cancel", found.counter_id, changed))
        return found


def _in_line(tx: Transaction, found: Ticket, state: str) -> dict[str, Any]:
    """What cannot be as it was, for counters have gone on: who was called waits again, at the place of the arrival, and
    so does who was kept for a counter that is closed now."""
    counter = load(tx.session, Counter, found.counter_id) if found.counter_id is not None else None
    closed = counter is not None and counter.status == "closed"
    if state == "called" or (closed and state in ("waiting", "held")):
        waits = {"state": "waiting", "counter_id": None, "clerk_id": None, "called_at": None, "returns_at": None}
        return waits if state == "waiting" else {**waits, "since": tx.at}
    return {}
