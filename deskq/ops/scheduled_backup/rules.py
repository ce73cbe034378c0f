"""When a backup or a restore drill is due, and which backups are kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deskq.core.text import jalali

#: Pause after a failed attempt.
BACKUP_RETRY, DRILL_RETRY = timedelta(minutes=15), timedelta(hours=6)
DRILL_NIGHTS = 7
#: A backup or drill that is older than this is reported.
OLD_BACKUP, OLD_DRILL = timedelta(hours=36), timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Kept:
    """Number of days, weeks (from Saturday) and months (of the Iranian calendar) of which the last backup is kept."""

    daily: int
    weekly: int
    monthly: int


def last_moment(now: datetime, hour: int) -> datetime:
    """The last time at which it was ``hour`` o'clock; ``now`` in the time zone of the office."""
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def is_backup_due(now: datetime, hour: int, succeeded: datetime | None, tried: datetime | None) -> bool:
    """Whether a backup is due: one each night. A missed night is made up for, and a failed backup is repeated."""
    if tried is not None and abs(now - tried) < BACKUP_RETRY and tried != succeeded:
        return False
    return succeeded is None or succeeded < last_moment(now, hour)


def is_drill_due(now: datetime, hour: int, succeeded: datetime | None, tried: datetime | None) -> bool:
    """Whether a drill is due: the first one at once, then every seventh night."""
    if tried is not None and abs(now - tried) < DRILL_RETRY and tried != succeeded:
        return False
    return succeeded is None or succeeded < last_moment(now, hour) - timedelta(days=DRILL_NIGHTS - 1)


def to_delete(made: Mapping[str, datetime], kept: Kept) -> set[str]:
    """The names of backups that are not kept; ``made``: when each was made, in the time zone of the office.

    Kept are the newest backups of the last days, weeks and months that have backups, so that a time without the server
    costs no backup.
    """
    newest_first = sorted(made, key=lambda name: made[name], reverse=True)
    saved = set(newest_first[:1])
    for count, period in ((kept.daily, _day), (kept.weekly, _week), (kept.monthly, _month)):
        saved |= _newest_of_each(newest_first, lambda name, period=period: period(made[name].date()), count)  # type: ignore[misc]
    return set(made) - saved


def _newest_of_each(newest_first: Iterable[str], period: Callable[[str], int], count: int) -> set[str]:
    found: dict[int, str] = {}
    for name in newest_first:
        found.setdefault(period(name), name)
    return set(list(found.values())[:count])


def _day(day: date) -> int:
    return day.toordinal()


def _week(day: date) -> int:
    return (day.toordinal() + 1) // 7


def _month(day: date) -> int:
    return jalali.day_number(day) // 100
