"""How old a promise is, in words: a colour and a shape say the same beside them."""

from datetime import timedelta

from flask_babel import gettext, ngettext

from deskq import clock, web
from deskq.messages import rules, tracking
from deskq.messages.rules.ageing import Ageing

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def age(message: Ageing) -> str:
    return rules.age(message, clock.now())


def words(message: Ageing) -> str:
    """«۳ روز دیر شده», «۵ ساعت مانده»: on the clock, as people count."""
    left = message.due_at - clock.now()
    if left <= timedelta(0):
        return gettext("%(time)s late", time=span(-left))
    return gettext("%(time)s left", time=span(left))


def span(length: timedelta) -> str:
    """The length in its largest measure, at least a minute."""
    if length >= 2 * DAY:
        return _said("%(n)s day", "%(n)s days", length // DAY)
    if length >= 2 * HOUR:
        return _said("%(n)s hour", "%(n)s hours", length // HOUR)
    return _said("%(n)s minute", "%(n)s minutes", max(1, length // MINUTE))


def _said(one: str, many: str, count: int) -> str:
    return str(ngettext(one, many, count, n=web.digits(count)))


# what pybabel collects
def _collected(count: int) -> None:
    ngettext("%(n)s day", "%(n)s days", count)
    ngettext("%(n)s hour", "%(n)s hours", count)
    ngettext("%(n)s minute", "%(n)s minutes", count)


def spaced(code: str) -> str:
    return tracking.spaced(code)
