"""How the deadlines of a message move when its clock pauses. Pure functions."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from deskq.core.errors import N_, DomainError
from deskq.core.text.names import Name

CITIZEN, OUTSIDE = "citizen", "outside"
#: {party for which a clock may wait: verb that pauses it}.
VERBS = {CITIZEN: "ask_back", OUTSIDE: "wait_outside"}
#: How a pause ended: the citizen replied; nobody replied in time; staff ended it; the message itself ended.
REPLIED, SILENT, ENDED, OVER = "replied", "silent", "ended", "over"
OUTCOMES = (REPLIED, SILENT, ENDED, OVER)
#: Longest pause.
LONGEST = timedelta(days=366)
WHOM = {CITIZEN: Name("شهروند", "the citizen"), OUTSIDE: Name("سازمان دیگر", "an outside body")}
NOTHING = timedelta(0)


class AlreadyWaiting(DomainError):
    slug = "already-waiting"
    title = N_("The clock of this message is paused already. Resume it first, or wait for the reply.")


class NotWaiting(DomainError):
    slug = "not-waiting"
    title = N_("The clock of this message is running already.")


class NotOfReports(DomainError):
    slug = "report-clock-runs"
    title = N_("The clock of a confidential report is not paused, and its sender is asked nothing.")


class Calendar(Protocol):
    def after(self, start: datetime, amount: timedelta) -> datetime: ...
    def elapsed(self, start: datetime, end: datetime) -> timedelta: ...
    def end_of_day(self, start: datetime, days: int) -> datetime: ...
    def days_between(self, start: datetime, end: datetime) -> int: ...
    def end_of_date_of(self, moment: datetime) -> datetime: ...


class Moments(NamedTuple):
    """All deadlines of a message that move with its clock."""

    amber_at: datetime
    red_at: datetime
    due_at: datetime
    escalates_at: datetime | None
    counted_due_at: datetime | None


def moved(calendar: Calendar, moment: datetime, stopped: datetime, resumed: datetime) -> datetime:
    """The new time of a deadline after a pause from ``stopped`` to ``resumed``: the remaining working time stays the
    same. A deadline that had already passed stays. Without working time before it, plain time is used."""
    if moment <= stopped or resumed <= stopped:
        return moment
    left = calendar.elapsed(stopped, moment)
    return calendar.after(resumed, left) if left > NOTHING else resumed + (moment - stopped)


def moved_promise(
    calendar: Calendar, due: datetime, stopped: datetime, resumed: datetime, whole_days: bool
) -> datetime:
    """The same for a promised date. One counted in days ends when the office closes on a day, and moves by the working
    days that ended during the pause: as many are left as before. A pause that ends on the working day on which it began
    does not move it, nor does one outside working time."""
    if not whole_days:
        return moved(calendar, due, stopped, resumed)
    if due <= stopped or not calendar.days_between(stopped, resumed):
        return due
    left = calendar.days_between(stopped, calendar.end_of_date_of(due))  # the hours may have changed since the promise
    return calendar.end_of_day(resumed, max(left - 1, 0))


def moved_colour(calendar: Calendar, moment: datetime, stopped: datetime, resumed: datetime, due: datetime) -> datetime:
    """The same for the moment at which a promise turns amber or red: at the latest at its new date."""
    return max(moment, min(moved(calendar, moment, stopped, resumed), due))


def moved_moments(
    calendar: Calendar, before: Moments, stopped: datetime, resumed: datetime, whole_days: bool
) -> Moments:
    """All deadlines of a message after that pause."""
    due = moved_promise(calendar, before.due_at, stopped, resumed, whole_days)
    escalates, counted = before.escalates_at, before.counted_due_at
    if escalates is not None:
        escalates = due if escalates == before.due_at else moved(calendar, escalates, stopped, resumed)
    if counted is not None:
        counted = moved_promise(calendar, counted, stopped, resumed, whole_days)
    return Moments(
        moved_colour(calendar, before.amber_at, stopped, resumed, due),
        moved_colour(calendar, before.red_at, stopped, resumed, due),
        due,
        escalates,
        counted,
    )
