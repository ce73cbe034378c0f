"""The visitor at the counter: start, mark absent, requeue, hold, resume, return, finish."""

from datetime import timedelta
from typing import Any

from deskq.core.errors import Forbidden
from deskq.core.transactions import Transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.service.counter_action import (
    CounterAction,
    Stale,
    at_counter,
    check_free,
    get_ticket,
    move_ticket,
    require_visitor,
)


def start(action: CounterAction) -> Ticket:
    """The visitor has arrived at the counter: the service begins."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        move_ticket(tx, here, "start", counter.id, clerk_id=counter.clerk_id, started_at=tx.at)
        return here


def mark_absent(action: CounterAction) -> Ticket:
    """The visitor did not come; they can still be returned to the queue today."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        _check_escorted(here, "miss")
        move_ticket(tx, here, "miss", counter.id)
        return here


def requeue(action: CounterAction) -> Ticket:
    """Called by mistake: back to the queue, with the old arrival time."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        move_ticket(tx, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
        return here


def hold(action: CounterAction) -> Ticket:
    """Put the visitor on hold (for a copy, a form), on the counter's own list; a job returns them to the queue in
    time."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        _check_escorted(here, "hold")
        minutes = config_cache.at(action.office_id, tx.config_version, tx.connection).office.hold_minutes
        move_ticket(tx, here, "hold", counter.id, returns_at=tx.at + timedelta(minutes=minutes))
        return here


def resume(action: CounterAction, ticket_id: int) -> Ticket:
    """Continue with a visitor on hold."""
    with at_counter(action) as (tx, counter):
        held = get_ticket(tx.session, action.office_id, ticket_id)
        transitions.move(held.state, "resume", held.code)
        _check_own(held, counter)
        check_free(tx.session, counter)
        started = held.started_at or tx.at
        here: dict[str, Any] = {"counter_id": counter.id, "clerk_id": action.clerk_id, "returns_at": None}
        move_ticket(tx, held, "resume", counter.id, started_at=started, **here)
        return held


def send_back(action: CounterAction, ticket_id: int) -> Ticket:
    """A visitor on hold or absent waits again, with the old arrival time."""
    with at_counter(action) as (tx, counter):
        found = get_ticket(tx.session, action.office_id, ticket_id)
        if found.state == "held":
            _check_own(found, counter)
        move_ticket(tx, found, "return", counter.id, counter_id=None, clerk_id=None, returns_at=None)
        return found


def _check_escorted(here: Ticket, verb: str) -> None:
    """Checks the transition first: what it forbids is not possible after an escort either."""
    transitions.move(here.state, verb, here.code)
    if here.state == "called":
        transitions.check_escorted(here.in_person, here.fetched_at is not None, here.code)


def _check_own(held: Ticket, counter: Counter) -> None:
    """A visitor on hold belongs to the counter that put them there; absent ones may be returned by every counter."""
    if held.counter_id != counter.id:
        raise Forbidden


def finish(action: CounterAction, outcome: str = "done", served: int = 1) -> Ticket:
    """End the visit; ``served`` is how many services it had."""
    with at_counter(action) as (tx, counter):
        return finish_visit(tx, counter, require_visitor(tx.session, counter).id, outcome, served)


def finish_visit(tx: Transaction, counter: Counter, ticket_id: int, outcome: str = "done", served: int = 1) -> Ticket:
    """Finish the visit of ``ticket_id``, which must be the ticket at the counter, else ``Stale``."""
    transitions.check_outcome(outcome, served)
    here = require_visitor(tx.session, counter)
    if here.id != ticket_id:
        raise Stale
    total = max(served, (here.served or 0) + 1)  # at least the services named during the visit
    move_ticket(tx, here, "finish", counter.id, outcome=outcome, served=total, finished_at=tx.at)
    return here
