"""When the demo town works."""

from datetime import datetime, time, timedelta

from deskq.core import clock

DAYS_OFF = (3, 4)  #: Thursday and Friday (``date.weekday``)
OPENS = timedelta(hours=7, minutes=45)  #: after midnight
OPEN = timedelta(hours=6)
DAY = timedelta(days=1)


def in_opening_hours(moment: datetime) -> datetime:
    """The same share of the opening hours as ``moment`` is of its day and the days off after it. Keeps the order."""
    local = clock.local(moment)
    last = local.date()
    while last.weekday() in DAYS_OFF:
        last -= DAY
    following = last + DAY
    while following.weekday() in DAYS_OFF:
        following += DAY
    begins, ends = (datetime.combine(on, time(), clock.zone()) for on in (last, following))
    return begins + OPENS + OPEN * ((local - begins) / (ends - begins))
