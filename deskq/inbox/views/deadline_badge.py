"""Template filters: how much of a deadline is left, in words and percent."""

from datetime import datetime, timedelta

from flask_babel import gettext, ngettext

from deskq.core import clock
from deskq.messages.rules import deadlines
from deskq.messages.rules.deadlines import WithDeadline
from deskq.web import filters

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def age(message: WithDeadline) -> str:
    return deadlines.age(message, clock.now())


def used(message: WithDeadline) -> int:
    """How much of the time for an answer is used, in percent."""
    return round(deadlines.share_used(message, clock.now()) * 100)


def words(message: WithDeadline) -> str:
    """«۳ روز دیر شده», «۵ ساعت مانده»: on the clock, as people count."""
    left = message.due_at - clock.now()
    if left <= timedelta(0):
        return str(gettext("%(time)s late", time=span(-left)))
    return str(gettext("%(time)s left", time=span(left)))


def span(length: timedelta) -> str:
    """The length in its largest measure, at least a minute."""
    if length >= 2 * DAY:
        n = length // DAY
        return str(ngettext("%(n)s day", "%(n)s days", n, n=filters.digits(n)))
    if length >= 2 * HOUR:
        n = length // HOUR
        return str(ngettext("%(n)s hour", "%(n)s hours", n, n=filters.digits(n)))
    n = max(1, length // MINUTE)
    return str(ngettext("%(n)s minute", "%(n)s minutes", n, n=filters.digits(n)))


def due_day(moment: datetime) -> str:
    """The last day of a deadline."""
    return filters.jdate(deadlines.last_moment(moment))


def due_hour(moment: datetime) -> str:
    """Midnight is the end of the day before."""
    return filters.digits("24:00") if (hour := filters.hour(moment)) == filters.digits("00:00") else hour
