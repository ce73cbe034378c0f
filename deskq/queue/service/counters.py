"""A clerk takes a counter, pauses, and leaves."""

from datetime import timedelta

from deskq.core.errors import N_, DomainError, Forbidden, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import abandoned_counters, events, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules import counters
from deskq.queue.rules.counters import CounterTaken, HoldsAnother, VisitGoesOn
from deskq.queue.service.counter_action import (
    AlreadyServing,
    CounterAction,
    CounterNotOpen,
    act,
    alter,
    at_counter,
    load,
    present,
)


class VisitorHere(DomainError):
    """Whoever signs out is asked what becomes of their visitor; ``state`` is the visitor's."""

    slug = "visitor-here"
    title = N_("Ticket %(code)s is still at your counter.")


#: What may become of a visitor whose clerk signs out: {state: verb}.
PARTING = {"called": "put_back", "serving": "finish"}


def open_counter(press: CounterAction, longest_idle: timedelta | None = None) -> Counter:
    """Take a free counter, or come back from a break. A person holds one counter at a time. One whose clerk has gone
    (nothing pressed for ``longest_idle``) may be taken over with everyone who waits there, unless a visit goes on."""
    with at_counter(press, any_status=True) as (tx, counter):
        if counter.clerk_id != press.clerk_id and counter.status != "closed":
            _check_left_alone(tx, counter, longest_idle)
        check_holds_no_other(tx, press.clerk_id, counter)
        _change(tx, events.CounterOpened, counter, "open", press.clerk_id, None)
        return counter


def break_counter(press: CounterAction, minutes: int) -> Counter:
    """Pause with an expected return. The visitor at the counter is served first."""
    counters.check_break(minutes)
    with at_counter(press) as (tx, counter):
        _check_empty(tx, counter)
        back = tx.at + timedelta(minutes=minutes)
        _change(tx, events.CounterOnBreak, counter, "break", counter.clerk_id, back)
        return counter


def close_counter(press: CounterAction) -> Counter:
    """Leave the counter. Those who wait for this very counter wait for any again; so does the list of held visitors."""
    with at_counter(press, any_status=True) as (tx, counter):
        if counter.clerk_id != press.clerk_id:
            raise Forbidden
        _check_empty(tx, counter)
        if counter.status != "closed":
            _release(tx, counter)
            _change(tx, events.CounterClosed, counter, "closed", None, None)
        return counter


def vacate(tx: Transaction, person_id: int, parting: str, ask: bool = True) -> None:
    """Whoever signs out leaves their counter in the same press, with the visitor who is there finished or put back in
    line if ``parting`` says so. If it does not, ask (``VisitorHere``); where nobody can be asked, the counter stays."""
    counter = office_queries.counter_of(tx.session, person_id)
    if counter is None:
        return
    here = present(tx.session, counter)
    if here is not None and PARTING[here.state] != parting:
        if ask:
            raise VisitorHere(code=here.code, number=counter.number, state=here.state)
        return
    _part(tx, counter, here, "done")
    _release(tx, counter)
    _change(tx, events.CounterClosed, counter, "closed", None, None)
    alter(tx.session, counter, turn=tx.press)


def free_counter(office_id: int, by: str, counter_id: int) -> Counter:
    """A supervisor ends the work at a counter whose clerk has gone. A visitor just called waits again at the place of
    the arrival; a visit that had begun ends as unrecorded."""
    with transaction(office_id, by) as tx:
        counter = load(tx.session, Counter, counter_id)
        if counter is None or counter.office_id != office_id:
            raise NotFound
        if counter.status == "closed":
            raise CounterNotOpen(number=counter.number)
        turn = tx.version + 1
        _part(tx, counter, present(tx.session, counter), "unrecorded")
        _release(tx, counter)
        _change(tx, events.CounterClosed, counter, "closed", None, None)
        alter(tx.session, counter, turn=turn)
        return counter


def _part(tx: Transaction, counter: Counter, here: Ticket | None, outcome: str) -> None:
    """The visitor who is there waits again if only called; a visit that had begun ends with ``outcome``."""
    if here is None:
        return
    if PARTING[here.state] == "put_back":
        act(tx, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
    else:
        act(tx, here, "finish", counter.id, outcome=outcome, served=1, finished_at=tx.at)


def _check_left_alone(tx: Transaction, counter: Counter, longest_idle: timedelta | None) -> None:
    left = abandoned_counters.left_alone(tx.session, tx.office_id, tx.at, longest_idle) if longest_idle else {}
    if counter.id not in left:
        raise CounterTaken(number=counter.number)
    here = present(tx.session, counter)
    if here is not None and here.state == "serving":
        raise VisitGoesOn(code=here.code, number=counter.number)


def _check_empty(tx: Transaction, counter: Counter) -> None:
    here = present(tx.session, counter)
    if here is not None:
        raise AlreadyServing(code=here.code)


def _release(tx: Transaction, counter: Counter) -> None:
    for found in ticket_queries.kept_for(tx.session, counter):
        verb = "return" if found.state == "held" else "release"
        act(tx, found, verb, counter.id, counter_id=None, clerk_id=None, returns_at=None)


def check_holds_no_other(tx: Transaction, clerk_id: int | None, counter: Counter) -> None:
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
    changes = alter(tx.session, counter, status=status, clerk_id=clerk_id, break_until=until)
    if changes:
        tx.record(event(counter.id, counter.number, changes))
