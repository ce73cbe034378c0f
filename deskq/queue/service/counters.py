"""A clerk takes a counter, pauses, and leaves."""

from datetime import timedelta

from deskq.errors import N_, Forbidden, NotFound, Refused
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import attendance, events, rules, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.service.press import AlreadyServing, CounterNotOpen, Press, act, alter, at_counter, load, present
from deskq.transactions import Transaction, transaction


class VisitorHere(Refused):
    """Whoever signs out is asked what becomes of their visitor; ``state`` is the visitor's."""

    slug = "visitor-here"
    title = N_("Ticket %(code)s is still at your counter.")


#: What may become of a visitor whose clerk signs out: {state: verb}.
PARTING = {"called": "put_back", "serving": "finish"}


def open_counter(press: Press, longest_idle: timedelta | None = None) -> Counter:
    """Take a free counter, or come back from a break. A person holds one counter at a time. One whose clerk has gone
    (nothing pressed for ``longest_idle``) may be taken over with everyone who waits there, unless a visit goes on."""
    with at_counter(press, any_status=True) as (tell, counter):
        if counter.clerk_id != press.clerk_id and counter.status != "closed":
            _check_left_alone(tell, counter, longest_idle)
        check_holds_no_other(tell, press.clerk_id, counter)
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


def vacate(tell: Transaction, person_id: int, parting: str, ask: bool = True) -> None:
    """Whoever signs out leaves their counter in the same press, with the visitor who is there finished or put back in
    line if ``parting`` says so. If it does not, ask (``VisitorHere``); where nobody can be asked, the counter stays."""
    counter = office_queries.counter_of(tell.session, person_id)
    if counter is None:
        return
    here = present(tell.session, counter)
    if here is not None and PARTING[here.state] != parting:
        if ask:
            raise VisitorHere(code=here.code, number=counter.number, state=here.state)
        return
    _part(tell, counter, here, "done")
    _release(tell, counter)
    _change(tell, events.CounterClosed, counter, "closed", None, None)
    alter(tell.session, counter, turn=tell.press)


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
        _part(tell, counter, present(tell.session, counter), "unrecorded")
        _release(tell, counter)
        _change(tell, events.CounterClosed, counter, "closed", None, None)
        alter(tell.session, counter, turn=turn)
        return counter


def _part(tell: Transaction, counter: Counter, here: Ticket | None, outcome: str) -> None:
    """The visitor who is there waits again if only called; a visit that had begun ends with ``outcome``."""
    if here is None:
        return
    if PARTING[here.state] == "put_back":
        act(tell, here, "put_back", counter.id, counter_id=None, clerk_id=None, called_at=None)
    else:
        act(tell, here, "finish", counter.id, outcome=outcome, served=1, finished_at=tell.at)


def _check_left_alone(tell: Transaction, counter: Counter, longest_idle: timedelta | None) -> None:
    left = attendance.left_alone(tell.session, tell.office_id, tell.at, longest_idle) if longest_idle else {}
    if counter.id not in left:
        raise rules.CounterTaken(number=counter.number)
    here = present(tell.session, counter)
    if here is not None and here.state == "serving":
        raise rules.VisitGoesOn(code=here.code, number=counter.number)


def _check_empty(tell: Transaction, counter: Counter) -> None:
    here = present(tell.session, counter)
    if here is not None:
        raise AlreadyServing(code=here.code)


def _release(tell: Transaction, counter: Counter) -> None:
    for found in ticket_queries.kept_for(tell.session, counter):
        verb = "return" if found.state == "held" else "release"
        act(tell, found, verb, counter.id, counter_id=None, clerk_id=None, returns_at=None)


def check_holds_no_other(tell: Transaction, clerk_id: int | None, counter: Counter) -> None:
    other = office_queries.counter_of(tell.session, clerk_id) if clerk_id is not None else None
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
