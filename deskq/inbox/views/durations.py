"""Deadlines and durations in words."""

from datetime import datetime

from flask_babel import gettext, ngettext

from deskq.core import clock
from deskq.message_settings.models import MessageClass
from deskq.messages.rules.deadlines import last_moment
from deskq.web.filters import digits, hour, jdate


def term(sort: MessageClass) -> str:
    """«۷ روز کاری»: how long a class of deadline gives."""
    n = sort.amount
    if sort.measure == "working_hours":
        return str(ngettext("%(shown)s working hour", "%(shown)s working hours", n, shown=digits(n)))
    if sort.measure == "working_days":
        return str(ngettext("%(shown)s working day", "%(shown)s working days", n, shown=digits(n)))
    if sort.measure == "hours":
        return str(ngettext("%(shown)s hour", "%(shown)s hours", n, shown=digits(n)))
    return str(ngettext("%(shown)s day", "%(shown)s days", n, shown=digits(n)))


def until(moment: datetime) -> str:
    """«دوشنبه ۹ آذر ۱۴۰۵، ساعت ۱۴:۰۰»; of midnight the end of the day before."""
    local = clock.local(moment)
    if (local.hour, local.minute) == (0, 0):
        return str(gettext("the end of %(day)s", day=jdate(last_moment(moment))))
    return str(gettext("%(day)s, %(hour)s", day=jdate(moment), hour=hour(moment)))


def ago(moment: datetime, now: datetime) -> str:
    """«۳ روز پیش»."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        n = max(1, minutes)
        return str(ngettext("%(shown)s minute ago", "%(shown)s minutes ago", n, shown=digits(n)))
    if minutes < 24 * 60:
        n = minutes // 60
        return str(ngettext("%(shown)s hour ago", "%(shown)s hours ago", n, shown=digits(n)))
    n = minutes // (24 * 60)
    return str(ngettext("%(shown)s day ago", "%(shown)s days ago", n, shown=digits(n)))
