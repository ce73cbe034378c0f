"""How long a visitor has waited. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.quantiles import rounded_up

MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000  #: in microseconds


class Called(Protocol):
    """A ticket; ``call``: the latest one, also of a visitor who waits again."""

    @property
    def call(self) -> int | None: ...
    @property
    def first_wait(self) -> int | None: ...


class Waiting(Protocol):
    """A ticket; ``waited`` and ``first_wait`` in microseconds."""

    @property
    def state(self) -> str: ...
    @property
    def since(self) -> datetime: ...
    @property
    def waited(self) -> int: ...
    @property
    def first_wait(self) -> int | None: ...


class Interval(Protocol):
    """An ended interval of a visit. ``is_call``: whether it is waiting that a call ended, not that of a walk-in."""

    @property
    def state(self) -> str: ...
    @property
    def verb(self) -> str: ...
    @property
    def service(self) -> int: ...
    @property
    def microseconds(self) -> int: ...
    @property
    def is_call(self) -> bool: ...


def by_service(intervals: Iterable[Interval]) -> dict[int, int]:
    """{service for which the visitor was called: microseconds} of one visit. Waiting belongs to the service of the call
    that ended it, also what was waited before a wrong choice of service was corrected; without a call, to its own
    service."""
    found: dict[int, int] = {}
    waited = 0
    for one in intervals:
        if one.state == "waiting" and one.verb != "expire":
            waited += one.microseconds
            if one.is_call or one.service in found:
                found[one.service] = found.get(one.service, 0) + waited
                waited = 0
    return found


def called_for(intervals: Iterable[Interval]) -> int | None:
    """The service of the first call, to which the first wait belongs."""
    return next((one.service for one in intervals if one.is_call), None)


def so_far(ticket: Waiting, now: datetime) -> int | None:
    """Total wait in seconds, including the current waiting. None if the day ended without a call: nobody knows when
    that visitor left."""
    if ticket.state == "expired" and ticket.first_wait is None:
        return None
    current = (now - ticket.since) // MICROSECOND if ticket.state == "waiting" else 0
    seconds: int = rounded_up(ticket.waited + current, SECOND)
    return seconds


def is_walk_in(ticket: Called) -> bool:
    """Whether its visitor was served without a ticket and is in no figure of waits: who was sent on is one until the
    first call after a wait. For many days ``deskq/reports/period/visits.py`` asks the same of the database."""
    return ticket.call is not None and ticket.first_wait is None
