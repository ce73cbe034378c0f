"""The visitor at the counter: start, absent, held, back again, finished."""

from datetime import timedelta
from typing import Any

from deskq.errors import Forbidden
from deskq.office import catalogue
from deskq.office.models import Counter
from deskq.queue import rules
from deskq.queue.models import Ticket
from deskq.queue.service.press import Press, Stale, act, at_counter, check_free, visitor
from deskq.queue.service.press import ticket as find
from deskq.transactions import Transaction


def start(press: Press) -> Ticket:
    """The visitor has come: the service begins."""
    with at_counter(press) as (tell, counter):
        here = visitor(tell.session, counter)
        act(tell, here, "start", counter.id, started_at=tell.at)
        return here


def miss(press: Press) -> Ticket:
    """The visitor did not come; they can still be brought back today."""
    with at_counter(press) as (tell, counter):
        here = visitor(tell.session, counter)
        _check_gone(here, "miss")
        act(tell, here, "miss", counter.id)
        return here


def put_back(press: Press) -> Ticket:
    """Called by mistake: back into the line, at the place of the arrival."""
    with at_counter(press) as (tell, counter):
        here = visitor(tell.session, counter)
        act(tell, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
        return here


def hold(press: Press) -> Ticket:
    """The visitor steps aside (a copy, a form): onto the clerk's own list, and back into the line by itself in time."""
    with at_counter(press) as (tell, counter):
        here = visitor(tell.session, counter)
        _check_gone(here, "hold")
        minutes = catalogue.at(press.office_id, tell.catalogue, tell.connection).office.hold_minutes
        act(tell, here, "hold", counter.id, returns_at=tell.at + timedelta(minutes=minutes))
        return here


def resume(press: Press, ticket_id: int) -> Ticket:
    """The held visitor is back at the counter."""
    with at_counter(press) as (tell, counter):
        held = find(tell.session, press.office_id, ticket_id)
        rules.move(held.state, "resume", held.code)
        _check_own(held, counter)
        check_free(tell.session, counter)
        started = held.started_at or tell.at
        here: dict[str, Any] = {"counter_id": counter.id, "clerk_id": press.clerk_id, "returns_at": None}
        act(tell, held, "resume", counter.id, started_at=started, **here)
        return held


def send_back(press: Press, ticket_id: int) -> Ticket:
    """A held or absent visitor waits again, at the place of the arrival."""
    with at_counter(press) as (tell, counter):
        found = find(tell.session, press.office_id, ticket_id)
        if found.state == "held":
            _check_own(found, counter)
        act(tell, found, "return", counter.id, counter_id=None, clerk_id=None, returns_at=None)
        return found


def _check_gone(here: Ticket, verb: str) -> None:
    """The table is asked first: what it forbids is not possible after having gone either."""
    rules.move(here.state, verb, here.code)
    if here.state == "called":
        rules.check_gone(here.in_person, here.fetched_at is not None, here.code)


def _check_own(held: Ticket, counter: Counter) -> None:
    """A held visitor belongs to the counter that holds them; absent ones anybody may bring back."""
    if held.counter_id != counter.id:
        raise Forbidden


def finish(press: Press, outcome: str = "done", served: int = 1) -> Ticket:
    """The visit is over; ``served`` counts the services done in it."""
    with at_counter(press) as (tell, counter):
        return finish_visit(tell, counter, visitor(tell.session, counter).id, outcome, served)


def finish_visit(tell: Transaction, counter: Counter, ticket_id: int, outcome: str = "done", served: int = 1) -> Ticket:
    """Finish the visit of ``ticket_id``, who must be the one at the counter."""
    rules.check_outcome(outcome, served)
    here = visitor(tell.session, counter)
    if here.id != ticket_id:
        raise Stale
    act(tell, here, "finish", counter.id, outcome=outcome, served=served, finished_at=tell.at)
    return here
