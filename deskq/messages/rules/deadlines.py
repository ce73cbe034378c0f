"""When a message turns amber and red and when it escalates: shares of its working time (R22)."""

from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple, Protocol

AMBER, RED = 0.5, 0.75
#: {level: share of the working time at which it escalates to it}: the unit's head, the deputy, the mayor (R22).
LEVELS = {1: 1.0, 2: 1.25, 3: 1.5}


class Calendar(Protocol):
    def at_share(self, start: datetime, due: datetime, share: float) -> datetime: ...


class Times(NamedTuple):
    """The moments stored with each promise, so that lists sort and colour without a calendar."""

    amber_at: datetime
    red_at: datetime
    due_at: datetime
    escalates_at: datetime


class WithColours(Protocol):
    @property
    def amber_at(self) -> datetime: ...
    @property
    def red_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...


class WithDeadline(WithColours, Protocol):
    @property
    def started_at(self) -> datetime: ...


def deadline_times(calendar: Calendar, start: datetime, due: datetime) -> Times:
    return Times(calendar.at_share(start, due, AMBER), calendar.at_share(start, due, RED), due, due)


def share_used(message: WithDeadline, now: datetime) -> float:
    """Share of the deadline used, 0 to 1, interpolated between the stored moments: lists need no calendar."""
    at = ((message.started_at, 0.0), (message.amber_at, AMBER), (message.red_at, RED), (message.due_at, 1.0))
    for (begins, before), (ends, after) in pairwise(at):
        if now < ends:
            return before + (after - before) * max(0.0, (now - begins) / (ends - begins))
    return 1.0


def age(promise: WithColours, now: datetime) -> str:
    """calm, amber, red or late."""
    if now >= promise.due_at:
        return "late"
    if now >= promise.red_at:
        return "red"
    return "amber" if now >= promise.amber_at else "calm"


def last_moment(due: datetime) -> datetime:
    """The last moment in time: a deadline at midnight ends with the day before."""
    return due - timedelta(microseconds=1)


def last_day(due: datetime, zone: tzinfo) -> date:
    """The date shown to people."""
    return last_moment(due).astimezone(zone).date()


def next_escalation(calendar: Calendar, start: datetime, due: datetime, level: int) -> datetime | None:
    """When the level after ``level`` is reached; None at the top."""
    share = LEVELS.get(level + 1)
    return None if share is None else calendar.at_share(start, due, share)
