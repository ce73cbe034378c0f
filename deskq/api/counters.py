"""Counters: open, on break, closed; and the call."""

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
    """Open a counter, or come back from a break."""
    return _press(caller, number, counters.open_counter)


@endpoint(
    "POST",
    "/counters/<int:number>/break",
    act="counter.work",
    body=BreakIn,
    answer=schemas.CounterOut,
    refusals=(NotFound, CounterNotOpen, AlreadyServing, Forbidden, InvalidInput),
)
def break_counter(caller: Caller, number: int, form: BreakIn) -> schemas.CounterOut:
    """Pause with an expected return."""
    return _press(caller, number, lambda press: counters.break_counter(press, form.minutes))


@endpoint(
    "POST",
    "/counters/<int:number>/closing",
    act="counter.work",
    answer=schemas.CounterOut,
    refusals=(NotFound, AlreadyServing, Forbidden),
)
def close_counter(caller: Caller, number: int) -> schemas.CounterOut:
    """Leave the counter."""
    return _press(caller, number, counters.close_counter)


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
    """Call the next visitor by the rule, or the one named: of a service of this counter, and not sent to another."""
    called = calls.call_next(_at(caller, number), form.ticket)
    assert called is not None
    return for_staff(called)


def _press(caller: Caller, number: int, do: Callable[[CounterAction], Counter]) -> schemas.CounterOut:
    return _out(do(_at(caller, number)))


def _at(caller: Caller, number: int) -> CounterAction:
    counter_id = config_cache.knowing(db.session(), caller.office_id, counter_ids=number).counter_ids.get(number)
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
