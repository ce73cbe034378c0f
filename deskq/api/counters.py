"""Counters: open, break, close; and calling the next visitor."""

from collections.abc import Callable

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.api.tickets import for_staff
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue.forms import BreakIn, CallIn
from deskq.queue.rules.counters import CounterTaken, HoldsAnother, SentElsewhere, ServedElsewhere
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import AlreadyServing, CounterAction, CounterNotOpen


@endpoint("GET", "/counters", act="counter.work", answer=schemas.Counters)
def list_counters(caller: Caller) -> schemas.Counters:
    """All counters of the office."""
    return schemas.Counters(counters=[_out(row) for row in office_queries.counters(db.session(), caller.office_id)])


@endpoint(
    "POST",
    "/counters/<int:number>/opening",
    act="counter.work",
    answer=schemas.CounterOut,
    refusals=(NotFound, CounterTaken, HoldsAnother, Forbidden),
)
def open_counter(caller: Caller, number: int) -> schemas.CounterOut:
    """Open a counter, or return from a break."""
    return _change_counter(caller, number, counters.open_counter)


@endpoint(
    "POST",
    "/counters/<int:number>/break",
    act="counter.work",
    body=BreakIn,
    answer=schemas.CounterOut,
    refusals=(NotFound, CounterNotOpen, AlreadyServing, Forbidden, InvalidInput),
)
def break_counter(caller: Caller, number: int, form: BreakIn) -> schemas.CounterOut:
    """Go on break with an expected return."""
    return _change_counter(caller, number, lambda action: counters.break_counter(action, form.minutes))


@endpoint(
    "POST",
    "/counters/<int:number>/closing",
    act="counter.work",
    answer=schemas.CounterOut,
    refusals=(NotFound, AlreadyServing, Forbidden),
)
def close_counter(caller: Caller, number: int) -> schemas.CounterOut:
    """Close the counter."""
    return _change_counter(caller, number, counters.close_counter)


@endpoint(
    "POST",
    "/counters/<int:number>/calls",
    act="counter.work",
    body=CallIn,
    answer=schemas.StaffTicketOut,
    status=201,
    refusals=(
        NotFound,
        NobodyWaiting,
        AlreadyServing,
        CounterNotOpen,
        CannotMove,
        ServedElsewhere,
        SentElsewhere,
        Forbidden,
        InvalidInput,
    ),
)
def create_call(caller: Caller, number: int, form: CallIn) -> schemas.StaffTicketOut:
    """Call the next visitor by the queue rule, or the given ticket: of a service of this counter, not sent to
    another."""
    called = calls.call_next(_counter_action(caller, number), form.ticket)
    assert called is not None
    return for_staff(called)


def _change_counter(caller: Caller, number: int, do: Callable[[CounterAction], Counter]) -> schemas.CounterOut:
    return _out(do(_counter_action(caller, number)))


def _counter_action(caller: Caller, number: int) -> CounterAction:
    counter_id = config_cache.cached(db.session(), caller.office_id, counter_ids=number).counter_ids.get(number)
    if counter_id is None:
        raise NotFound
    if caller.counter_id not in (None, counter_id):
        raise Forbidden
    return CounterAction(caller.office_id, caller.by, counter_id, None)


def _out(row: Counter) -> schemas.CounterOut:
    return schemas.CounterOut(
        number=row.number,
        name=schemas.name(row.name),
        room=schemas.name(row.place.room),
        floor=schemas.name(row.place.floor),
        status=row.status,
        break_until=row.break_until,
    )
