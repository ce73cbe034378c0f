"""How far a due date is, in words: «۳ روز دیر شده», «۵ ساعت مانده»."""

from datetime import datetime, timedelta

from flask_babel import gettext, ngettext

from deskq.core import clock
from deskq.web import filters

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def time_left(due: datetime) -> str:
    """On the clock, as people count."""
    left = due - clock.now()
    if left <= timedelta(0):
        return str(gettext("%(time)s late", time=span(-left)))
    return str(gettext("%(time)s left", time=span(left)))


def waits(since: datetime) -> str:
    return str(gettext("waits for %(time)s", time=span(clock.now() - since)))


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
