"""A clerk takes a counter, pauses, and leaves."""

from datetime import timedelta

from deskq.errors import Forbidden, NotFound
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import events, rules, ticket_queries
from deskq.queue.service.press import AlreadyServing, CounterNotOpen, Press, act, alter, at_counter, load, present
from deskq.transactions import Transaction, transaction


def open_counter(press: Press) -> Counter:
    """Take a free counter, or come back from a break. A person holds one counter at a time."""
    with at_counter(press, any_status=True) as (tell, counter):
        if counter.clerk_id != press.clerk_id and counter.status != "closed":
            raise rules.CounterTaken(number=counter.number)
        check_holds_no_other(tell, press, counter)
        _change(tell, events.CounterOpened, counter, "open", press.clerk_id, None)
        return counter


def break_counter(press: Press, minutes: int) -> Counter:
    """Pause with an expected return. The visitor at the counter is served first."""
    rules.check_break(minutes)
    with at_counter(press) as (tell, counter):
        _check_empty(tell, counter)
        back = tell.at + timedelta(minutes=minutes)
        _change(tell, events.CounterOnBreak, counter, "break", counter.clerk_id, back)
        return counter


def close_counter(press: Press) -> Counter:
    """Leave the counter. Those who wait for this very counter wait for any again; so does the list of held visitors."""
    with at_counter(press, any_status=True) as (tell, counter):
        if counter.clerk_id != press.clerk_id:
            raise Forbidden
        _check_empty(tell, counter)
        if counter.status != "closed":
            _release(tell, counter)
            _change(tell, events.CounterClosed, counter, "closed", None, None)
        return counter


def free_counter(office_id: int, by: str, counter_id: int) -> Counter:
    """A supervisor ends the work at a counter whose clerk has gone. A visitor just called waits again at the place of
    the arrival; a visit that had begun ends as unrecorded."""
    with transaction(office_id, by) as tell:
        counter = load(tell.session, Counter, counter_id)
        if counter is None or counter.office_id != office_id:
            raise NotFound
        if counter.status == "closed":
            raise CounterNotOpen(number=counter.number)
        turn = tell.version + 1
        _send_off(tell, counter)
        _release(tell, counter)
        _change(tell, events.CounterClosed, counter, "closed", None, None)
        alter(tell.session, counter, turn=turn)
        return counter


def _send_off(tell: Transaction, counter: Counter) -> None:
    here = present(tell.session, counter)
    if here is None:
        return
    if here.state == "called":
        act(tell, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
    else:
        act(tell, here, "finish", counter.id, outcome="unrecorded", served=1, finished_at=tell.at)


def _check_empty(tell: Transaction, counter: Counter) -> None:
    here = present(tell.session, counter)
    if here is not None:
        raise AlreadyServing(code=here.code)


def _release(tell: Transaction, counter: Counter) -> None:
    for found in ticket_queries.kept_for(tell.session, counter):
        verb = "return" if found.state == "held" else "release"
        act(tell, found, verb, counter.id, counter_id=None, clerk_id=None, returns_at=None)


def check_holds_no_other(tell: Transaction, press: Press, counter: Counter) -> None:
    other = office_queries.counter_of(tell.session, press.clerk_id) if press.clerk_id is not None else None
    if other is not None and other.id != counter.id:
        raise rules.HoldsAnother(number=other.number)


def _change(
    tell: Transaction,
    event: type[events.CounterChanged],
    counter: Counter,
    status: str,
    clerk_id: int | None,
    until: object,
) -> None:
    changes = alter(tell.session, counter, status=status, clerk_id=clerk_id, break_until=until)
    if changes:
        tell(event(counter.id, counter.number, changes))
