"""What is promised of an application while its clock stands: no day, but as many working days as were left. Pure."""

from dataclasses import dataclass
from datetime import datetime

from deskq.message_pauses.rules import Calendar, moved_promise

#: States in which it waits for its applicant; in the other one for another body.
OF_APPLICANT = ("incomplete", "payment", "applicant")


@dataclass(frozen=True, slots=True)
class Pause:
    """``promised``: the day before the pause. ``days``: working days that are left, the one on which it goes on
    included; 0 where the promise was broken before. ``if_now``: the new day if it went on at this moment."""

    since: datetime
    of_applicant: bool
    promised: datetime
    days: int
    if_now: datetime

    @property
    def was_late(self) -> bool:
        return not self.days


def pause(calendar: Calendar, state: str, due: datetime, since: datetime, now: datetime) -> Pause:
    """``due``: the promise before the pause, which began at ``since``; ``state``: that of the application."""
    days = 0
    if due > since:
        days = max(1, calendar.days_between(since, calendar.end_of_date_of(due)))
    if_now = moved_promise(calendar, due, since, now, whole_days=True)
    return Pause(since, state in OF_APPLICANT, due, days, if_now)
