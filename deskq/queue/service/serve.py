"""The visitor at the counter: start, absent, held, back again, finished."""

from datetime import timedelta
from typing import Any

from deskq.core.errors import Forbidden
from deskq.core.transactions import Transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.service.counter_action import CounterAction, Stale, act, at_counter, check_free, visitor
from deskq.queue.service.counter_action import ticket as find


def start(press: CounterAction) -> Ticket:
    """The visitor has come: the service begins."""
    with at_counter(press) as (tx, counter):
        here = visitor(tx.session, counter)
        act(tx, here, "start", counter.id, started_at=tx.at)
        return here


def mark_absent(press: CounterAction) -> Ticket:
    """The visitor did not come; they can still be brought back today."""
    with at_counter(press) as (tx, counter):
        here = visitor(tx.session, counter)
        _check_gone(here, "miss")
        act(tx, here, "miss", counter.id)
        return here


def requeue(press: CounterAction) -> Ticket:
    """Called by mistake: back into the line, at the place of the arrival."""
    with at_counter(press) as (tx, counter):
        here = visitor(tx.session, counter)
        act(tx, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
        return here


def hold(press: CounterAction) -> Ticket:
    """The visitor steps aside (a copy, a form): onto the clerk's own list, and back into the line by itself in time."""
    with at_counter(press) as (tx, counter):
        here = visitor(tx.session, counter)
        _check_gone(here, "hold")
        minutes = config_cache.at(press.office_id, tx.catalogue, tx.connection).office.hold_minutes
        act(tx, here, "hold", counter.id, returns_at=tx.at + timedelta(minutes=minutes))
        return here


def resume(press: CounterAction, ticket_id: int) -> Ticket:
    """The held visitor is back at the counter."""
    with at_counter(press) as (tx, counter):
        held = find(tx.session, press.office_id, ticket_id)
        transitions.move(held.state, "resume", held.code)
        _check_own(held, counter)
        check_free(tx.session, counter)
        started = held.started_at or tx.at
        here: dict[str, Any] = {"counter_id": counter.id, "clerk_id": press.clerk_id, "returns_at": None}
        act(tx, held, "resume", counter.id, started_at=started, **here)
        return held


def send_back(press: CounterAction, ticket_id: int) -> Ticket:
    """A held or absent visitor waits again, at the place of the arrival."""
    with at_counter(press) as (tx, counter):
        found = find(tx.session, press.office_id, ticket_id)
        if found.state == "held":
            _check_own(found, counter)
        act(tx, found, "return", counter.id, counter_id=None, clerk_id=None, returns_at=None)
        return found


def _check_gone(here: Ticket, verb: str) -> None:
    """The table is asked first: what it forbids is not possible after having gone either."""
    transitions.move(here.state, verb, here.code)
    if here.state == "called":
        transitions.check_gone(here.in_person, here.fetched_at is not None, here.code)


def _check_own(held: Ticket, counter: Counter) -> None:
    """A held visitor belongs to the counter that holds them; absent ones anybody may bring back."""
    if held.counter_id != counter.id:
        raise Forbidden


def finish(press: CounterAction, outcome: str = "done", served: int = 1) -> Ticket:
    """The visit is over; ``served`` counts the services done in it."""
    with at_counter(press) as (tx, counter):
        return finish_visit(tx, counter, visitor(tx.session, counter).id, outcome, served)


def finish_visit(tx: Transaction, counter: Counter, ticket_id: int, outcome: str = "done", served: int = 1) -> Ticket:
    """Finish the visit of ``ticket_id``, who must be the one at the counter."""
    transitions.check_outcome(outcome, served)
    here = visitor(tx.session, counter)
    if here.id != ticket_id:
        raise Stale
    act(tx, here, "finish", counter.id, outcome=outcome, served=served, finished_at=tx.at)
    return here
