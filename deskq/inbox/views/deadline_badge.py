"""Template filters: how much of a deadline is left, in words and percent."""

from datetime import datetime

from deskq.core import clock
from deskq.messages.rules import deadlines
from deskq.messages.rules.deadlines import WithDeadline
from deskq.web import filters
from deskq.work.words import time_left


def age(message: WithDeadline) -> str:
    return deadlines.age(message, clock.now())


def used(message: WithDeadline) -> int:
    """How much of the time for an answer is used, in percent."""
    return round(deadlines.share_used(message, clock.now()) * 100)


def words(message: WithDeadline) -> str:
    return time_left(message.due_at)


def due_day(moment: datetime) -> str:
    """The last day of a deadline."""
    return filters.jdate(deadlines.last_moment(moment))


def due_hour(moment: datetime) -> str:
    """Midnight is the end of the day before."""
    return filters.digits("24:00") if (hour := filters.hour(moment)) == filters.digits("00:00") else hour
