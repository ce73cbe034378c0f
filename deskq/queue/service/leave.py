"""A visitor leaves the line, and comes back who did not mean it."""

from typing import Any

from deskq.office import catalogue
from deskq.office.models import Counter
from deskq.queue import events, rules, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.service.press import act, alter, load
from deskq.queue.service.press import ticket as find
from deskq.queue.service.undo import before
from deskq.transactions import Transaction, transaction


def cancel(office_id: int, ticket_id: int) -> Ticket:
    """The visitor leaves the line."""
    with transaction(office_id, "visitor") as tell:
        found = find(tell.session, office_id, ticket_id)
        act(tell, found, "cancel", found.counter_id)
        return found


def rejoin(office_id: int, ticket_id: int) -> Ticket:
    """The visitor did not mean to leave: the ticket is where it was, with the time of its arrival."""
    with transaction(office_id, "visitor") as tell:
        found = find(tell.session, office_id, ticket_id)
        left = ticket_queries.last_entry(tell.session, ticket_id)
        if left is None or left.kind != events.TicketCancelled.kind:
            raise rules.CannotUndo
        seconds = catalogue.at(office_id, tell.catalogue, tell.connection).office.undo_seconds
        rules.check_undo("cancel", found.state, left.at, tell.at, seconds)
        earlier = before(left.facts["changes"])
        changed = alter(tell.session, found, **{**earlier, **_in_line(tell, found, earlier["state"])})
        tell(events.TicketUndone(found.id, found.code, "cancel", found.counter_id, changed))
        return found


def _in_line(tell: Transaction, found: Ticket, state: str) -> dict[str, Any]:
    """What cannot be as it was, for counters have gone on: who was called waits again, at the place of the arrival, and
    so does who was kept for a counter that is closed now."""
    counter = load(tell.session, Counter, found.counter_id) if found.counter_id is not None else None
    closed = counter is not None and counter.status == "closed"
    if state == "called" or (closed and state in ("waiting", "held")):
        waits = {"state": "waiting", "counter_id": None, "clerk_id": None, "called_at": None, "returns_at": None}
        return waits if state == "waiting" else {**waits, "since": tell.at}
    return {}
