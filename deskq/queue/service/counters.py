"""Open a counter, take a break, close it."""

from datetime import timedelta

from deskq.core.errors import N_, DomainError, Forbidden
from deskq.core.transactions import Transaction, transaction
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import abandoned_counters, events, ticket_queries
from deskq.queue.hall.service import help_calls
from deskq.queue.models import Ticket
from deskq.queue.rules import counters
from deskq.queue.rules.counters import CounterTaken, HoldsAnother, VisitGoesOn
from deskq.queue.service.counter_action import (
    CounterAction,
    CounterNotOpen,
    at_counter,
    check_free,
    current_visitor,
    get_counter,
    move_ticket,
    update_row,
)


class VisitorHere(DomainError):
    """A clerk who signs out is asked what happens to their visitor; ``state`` is the visitor's."""

    slug = "visitor-here"
    title = N_("Ticket %(code)s is still at your counter.")


#: {state of the visitor at the counter: verb applied when the clerk signs out}.
ON_SIGN_OUT = {"called": "put_back", "serving": "finish"}


def open_counter(action: CounterAction, longest_idle: timedelta | None = None) -> Counter:
    """Open a closed counter, or come back from a break. A person has one counter at a time. A counter without an action
    for ``longest_idle`` may be taken over with everyone who waits there, unless a visit is going on."""
    with at_counter(action, any_status=True) as (tx, counter):
        if counter.clerk_id != action.clerk_id and counter.status != "closed":
            _check_abandoned(tx, counter, longest_idle)
        check_has_no_other_counter(tx, action.clerk_id, counter)
        _change(tx, events.CounterOpened, counter, "open", action.clerk_id, None)
        return counter


def break_counter(action: CounterAction, minutes: int) -> Counter:
    """Take a break with an expected end. Not while a visitor is at the counter."""
    counters.check_break(minutes)
    with at_counter(action) as (tx, counter):
        check_free(tx.session, counter)
        back = tx.at + timedelta(minutes=minutes)
        _change(tx, events.CounterOnBreak, counter, "break", counter.clerk_id, back)
        return counter


def close_counter(action: CounterAction) -> Counter:
    """Close the counter. Tickets waiting for this counter only, or on hold there, wait for any counter again."""
    with at_counter(action, any_status=True) as (tx, counter):
        if counter.clerk_id != action.clerk_id:
            raise Forbidden
        check_free(tx.session, counter)
        if counter.status != "closed":
            _release(tx, counter)
            _change(tx, events.CounterClosed, counter, "closed", None, None)
        return counter


def close_on_sign_out(tx: Transaction, person_id: int, parting: str, ask: bool = True) -> None:
    """A clerk who signs out closes their counter in the same action; ``parting`` is the verb for the visitor there:
    finish or put_back. Without the right one raise ``VisitorHere``, or, if not ``ask``, leave the counter open."""
    counter = office_queries.counter_of(tx.session, person_id)
    if counter is None:
        return
    here = current_visitor(tx.session, counter)
    if here is not None and ON_SIGN_OUT[here.state] != parting:
        if ask:
            raise VisitorHere(code=here.code, number=counter.number, state=here.state)
        return
    _release_visitor(tx, counter, here, "done")
    _release(tx, counter)
    _change(tx, events.CounterClosed, counter, "closed", None, None)
    update_row(tx.session, counter, turn=tx.action)


def free_counter(office_id: int, by: str, counter_id: int) -> Counter:
    """A supervisor closes a counter whose clerk has gone. A visitor just called waits again with their old arrival
    time; a visit that had begun ends as unrecorded."""
    with transaction(office_id, by) as tx:
        counter = get_counter(tx, counter_id)
        if counter.status == "closed":
            raise CounterNotOpen(number=counter.number)
        revision = tx.version + 1
        _release_visitor(tx, counter, current_visitor(tx.session, counter), "unrecorded")
        _release(tx, counter)
        _change(tx, events.CounterClosed, counter, "closed", None, None)
        update_row(tx.session, counter, turn=revision)
        return counter


def _release_visitor(tx: Transaction, counter: Counter, here: Ticket | None, outcome: str) -> None:
    """A visitor only called waits again; a visit that had begun ends with ``outcome``."""
    if here is None:
        return
    if ON_SIGN_OUT[here.state] == "put_back":
        move_ticket(tx, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
    else:
        move_ticket(tx, here, "finish", counter.id, outcome=outcome, served=1, finished_at=tx.at)


def _check_abandoned(tx: Transaction, counter: Counter, longest_idle: timedelta | None) -> None:
    idle = abandoned_counters.abandoned(tx.session, tx.office_id, tx.at, longest_idle) if longest_idle else {}
    if counter.id not in idle:
        raise CounterTaken(number=counter.number)
    here = current_visitor(tx.session, counter)
    if here is not None and here.state == "serving":
        raise VisitGoesOn(code=here.code, number=counter.number)


def _release(tx: Transaction, counter: Counter) -> None:
    for found in ticket_queries.reserved_for(tx.session, counter):
        verb = "return" if found.state == "held" else "release"
        move_ticket(tx, found, verb, counter.id, counter_id=None, clerk_id=None, returns_at=None)


def check_has_no_other_counter(tx: Transaction, clerk_id: int | None, counter: Counter) -> None:
    other = office_queries.counter_of(tx.session, clerk_id) if clerk_id is not None else None
    if other is not None and other.id != counter.id:
        raise HoldsAnother(number=other.number)


def _change(
    tx: Transaction,
    event: type[events.CounterChanged],
    counter: Counter,
    status: str,
    clerk_id: int | None,
    until: object,
) -> None:
    changes = update_row(tx.session, counter, status=status, clerk_id=clerk_id, break_until=until)
    if changes:
        tx.record(event(counter.id, counter.number, changes))
    if status == "closed":
        help_calls.end(tx, counter, answered=False)
