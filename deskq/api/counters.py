"""Counters: open, on break, closed; and the call."""

from collections.abc import Callable

from deskq.api import answers
from deskq.api.endpoint import endpoint
from deskq.api.tickets import for_staff
from deskq.errors import BadFields, Forbidden, NotFound
from deskq.extensions import db
from deskq.identity import Caller
from deskq.office import catalogue
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import rules, service
from deskq.queue.forms import BreakIn, CallIn
from deskq.queue.service import Press
from deskq.queue.service.press import AlreadyServing, CounterNotOpen


@endpoint("GET", "/counters", act="counter.work", answer=answers.Counters)
def list_counters(caller: Caller) -> answers.Counters:
    """All counters of the office."""
    return answers.Counters(counters=[_out(row) for row in office_queries.counters(db.session(), caller.office_id)])


@endpoint(
    "POST",
    "/counters/<int:number>/opening",
    act="counter.work",
    answer=answers.CounterOut,
    refusals=(NotFound, rules.CounterTaken, rules.HoldsAnother, Forbidden),
)
def open_counter(caller: Caller, number: int) -> answers.CounterOut:
    """Open a counter, or come back from a break."""
    return _press(caller, number, service.open_counter)


@endpoint(
    "POST",
    "/counters/<int:number>/break",
    act="counter.work",
    body=BreakIn,
    answer=answers.CounterOut,
    refusals=(NotFound, CounterNotOpen, AlreadyServing, Forbidden, BadFields),
)
def break_counter(caller: Caller, number: int, form: BreakIn) -> answers.CounterOut:
    """Pause with an expected return."""
    return _press(caller, number, lambda press: service.break_counter(press, form.minutes))


@endpoint(
    "POST",
    "/counters/<int:number>/closing",
    act="counter.work",
    answer=answers.CounterOut,
    refusals=(NotFound, AlreadyServing, Forbidden),
)
def close_counter(caller: Caller, number: int) -> answers.CounterOut:
    """Leave the counter."""
    return _press(caller, number, service.close_counter)


@endpoint(
    "POST",
    "/counters/<int:number>/calls",
    act="counter.work",
    body=CallIn,
    answer=answers.StaffTicketOut,
    status=201,
    refusals=(
        NotFound,
        rules.NobodyWaiting,
        AlreadyServing,
        CounterNotOpen,
        rules.CannotMove,
        rules.ServedElsewhere,
        rules.SentElsewhere,
        Forbidden,
        BadFields,
    ),
)
def create_call(caller: Caller, number: int, form: CallIn) -> answers.StaffTicketOut:
    """Call the next visitor by the rule, or the one named: of a service of this counter, and not sent to another."""
    called = service.call_next(_at(caller, number), form.ticket)
    assert called is not None
    return for_staff(called)


def _press(caller: Caller, number: int, do: Callable[[Press], Counter]) -> answers.CounterOut:
    return _out(do(_at(caller, number)))


def _at(caller: Caller, number: int) -> Press:
    counter_id = catalogue.knowing(db.session(), caller.office_id, counter_ids=number).counter_ids.get(number)
    if counter_id is None:
        raise NotFound
    if caller.counter_id not in (None, counter_id):
        raise Forbidden
    return Press(caller.office_id, caller.by, counter_id, None)


def _out(row: Counter) -> answers.CounterOut:
    return answers.CounterOut(
        number=row.number,
        name=answers.name(row.name),
        room=answers.name(row.place.room),
        floor=answers.name(row.place.floor),
        status=row.status,
        break_until=row.break_until,
    )
