"""Brings a visitor of ``renewal_levy`` into a state, by the actions that lead there at counter 2."""

from collections.abc import Callable, Mapping
from datetime import date

from deskq.core import secrets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, day, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue

TOMORROW = date(2026, 11, 25)
Step = Callable[[int, int, CounterAction], object]


def _call(office: int, ticket: int, action: CounterAction) -> object:
    return calls.call_next(action, ticket)


def _at_counter(press: Callable[[CounterAction], object]) -> Step:
    return lambda office, ticket, action: press(action)


def _cancel(office: int, ticket: int, action: CounterAction) -> object:
    return cancel(office, ticket)


def _close_day(office: int, ticket: int, action: CounterAction) -> object:
    return day.close_day(office, TOMORROW)


IN_STATE: Mapping[str, tuple[Step, ...]] = {
    "waiting": (),
    "called": (_call,),
    "serving": (_call, _at_counter(serve.start)),
    "held": (_call, _at_counter(serve.start), _at_counter(serve.hold)),
    "absent": (_call, _at_counter(serve.mark_absent)),
    "done": (_call, _at_counter(serve.start), _at_counter(serve.finish)),
    "cancelled": (_cancel,),
    "expired": (_close_day,),
}


def bring(state: str, office: int, at: Callable[[int], CounterAction]) -> int:
    """The id of a new ticket in this state; counter 2 is open afterwards."""
    counters.open_counter(at(2))
    ticket = issue(office, "test", NewTicket("renewal_levy", secrets.new())).id
    for step in IN_STATE[state]:
        step(office, ticket, at(2))
    return ticket
