"""Bring a visitor of ``renewal_levy`` into a state, by the presses that lead there at counter 2."""

from collections.abc import Callable, Mapping
from datetime import date

from deskq import tokens
from deskq.queue import service
from deskq.queue.service import Press

TOMORROW = date(2026, 11, 25)
Step = Callable[[int, int, Press], object]


def _call(office: int, ticket: int, press: Press) -> object:
    return service.call_next(press, ticket)


def _start(office: int, ticket: int, press: Press) -> object:
    return service.start(press)


def _miss(office: int, ticket: int, press: Press) -> object:
    return service.miss(press)


def _hold(office: int, ticket: int, press: Press) -> object:
    return service.hold(press)


def _finish(office: int, ticket: int, press: Press) -> object:
    return service.finish(press)


def _cancel(office: int, ticket: int, press: Press) -> object:
    return service.cancel(office, ticket)


def _close_day(office: int, ticket: int, press: Press) -> object:
    return service.close_day(office, TOMORROW)


IN_STATE: Mapping[str, tuple[Step, ...]] = {
    "waiting": (),
    "called": (_call,),
    "serving": (_call, _start),
    "held": (_call, _start, _hold),
    "absent": (_call, _miss),
    "done": (_call, _start, _finish),
    "cancelled": (_cancel,),
    "expired": (_close_day,),
}


def bring(state: str, office: int, at: Callable[[int], Press]) -> int:
    """The id of a new ticket that is in this state; counter 2 is open afterwards."""
    service.open_counter(at(2))
    ticket = service.issue(office, "test", "renewal_levy", tokens.new()).id
    for step in IN_STATE[state]:
        step(office, ticket, at(2))
    return ticket
