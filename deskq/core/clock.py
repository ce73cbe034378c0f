"""The current time, for all of deskq. Tests can set it; an office's own time never goes backwards (see ``steady``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_fixed: datetime | None = None
_zone = ZoneInfo("Asia/Tehran")

#: If the machine's clock is set back by more than this, the office's time goes back with it.
TOLERANCE = timedelta(hours=2)


def now() -> datetime:
    """The current time: aware, in UTC."""
    return _fixed if _fixed is not None else real()


def real() -> datetime:
    """The time of the machine, also while the clock is stopped: what libraries with a clock of their own count by."""
    return datetime.now(UTC)


def steady(last: datetime | None) -> datetime:
    """Now, but never before ``last``: a clock that was set back must not put later tickets before earlier ones.

    If ``last`` is further ahead than ``TOLERANCE``, ``last`` itself was wrong, and the machine's clock is used.
    """
    current = now()
    if last is not None and current < last <= current + TOLERANCE:
        return last
    return current


def has_passed(length: timedelta, since: datetime) -> bool:
    """Whether so much time has passed; True as well when the machine's clock was set back meanwhile."""
    return not timedelta(0) <= now() - since < length


def zone() -> ZoneInfo:
    """The time zone of this installation (the setting ``TIMEZONE``)."""
    return _zone


def local(moment: datetime) -> datetime:
    """The same moment in this time zone: what clocks on the wall show, and the date in the calendar there."""
    return moment.astimezone(_zone)


def today() -> date:
    """The date in this time zone, new from midnight on. The business days of an office: office/business_day.py."""
    return local(now()).date()


def use_zone(name: str) -> None:
    global _zone
    _zone = ZoneInfo(name)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at ``moment`` inside the ``with`` block (``fix`` may move it on)."""
    before = _fixed
    fix(moment)
    try:
        yield
    finally:
        fix(before)


def fix(moment: datetime | None) -> None:
    """Stop the clock at ``moment`` (tests, the simulator); None lets it run again."""
    global _fixed
    _fixed = moment
