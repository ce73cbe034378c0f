"""now(): nobody else asks the time. Tests set it; the office's own time never runs back (see ``steady``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_fixed: datetime | None = None
_zone = ZoneInfo("Asia/Tehran")

#: How far the machine's clock may be set back before the office follows it.
TOLERANCE = timedelta(hours=2)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _fixed if _fixed is not None else datetime.now(UTC)


def steady(last: datetime | None) -> datetime:
    """Now, but never before ``last``: a clock set back must not let late comers stand before early ones.

    Beyond ``TOLERANCE`` the last time itself was the mistake, and the machine's clock is followed again.
    """
    moment = now()
    if last is not None and moment < last <= moment + TOLERANCE:
        return last
    return moment


def has_passed(length: timedelta, since: datetime) -> bool:
    """Whether so much time has passed; True as well when the machine's clock was set back meanwhile."""
    return not timedelta(0) <= now() - since < length


def zone() -> ZoneInfo:
    return _zone


def use_zone(name: str) -> None:
    global _zone
    _zone = ZoneInfo(name)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock there for a while (``fix`` may move it on); afterwards it is as it was."""
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
