"""How many visitors come in each hour of each weekday, over the last weeks; cached for a while."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.engine import SECOND
from deskq.core.extensions import db
from deskq.queue.models import Ticket

WEEKS = 8
#: Fewer open days are not shown.
LEAST_DAYS = 10
LEVELS = 4
CACHE_TIME = timedelta(minutes=15)
#: Offsets of time zones such as Tehran are multiples of half an hour.
BUCKET = timedelta(minutes=30)

_cache: dict[tuple[str, int], tuple[datetime, "BusyHours | None"]] = {}


@dataclass(frozen=True, slots=True)
class BusyHours:
    """``means``: {(weekday from Saturday 0, hour): visitors on an open day}; ``hours`` and ``weekdays`` in order."""

    means: dict[tuple[int, int], float]
    weekdays: list[int]
    hours: list[int]

    def level(self, weekday: int, hour: int) -> int:
        """0 (nobody) to ``LEVELS`` (the busiest hour)."""
        return -int(-LEVELS * self.means.get((weekday, hour), 0.0) // max(self.means.values()))

    @property
    def busiest(self) -> tuple[int, int]:
        return max(self.means, key=lambda at: self.means[at])

    @property
    def quietest(self) -> tuple[int, int]:
        return min(self.means, key=lambda at: self.means[at])


def latest(session: Session, office_id: int) -> BusyHours | None:
    """None while there are too few days."""
    key, now = (str(db.engine.url), office_id), clock.now()
    found = _cache.get(key)
    if found is None or not timedelta(0) <= now - found[0] < CACHE_TIME:
        found = _cache[key] = now, of_buckets(_arrivals(session, office_id, now - timedelta(weeks=WEEKS)))
    return found[1]


def forget() -> None:
    """Empty the cache, for example after a restore."""
    _cache.clear()


def _arrivals(session: Session, office_id: int, since: datetime) -> dict[datetime, int]:
    """{begin of a half hour: visitors}."""
    micro = int(BUCKET.total_seconds()) * SECOND
    bucket = type_coerce(Ticket.arrived_at, BigInteger) // micro
    rows = session.execute(
        select(bucket, func.count()).where(Ticket.office_id == office_id, Ticket.arrived_at >= since).group_by(bucket)
    )
    return {datetime.fromtimestamp(int(at) * BUCKET.total_seconds(), UTC): count for at, count in rows}


def of_buckets(arrivals: dict[datetime, int]) -> BusyHours | None:
    """Means over the days on which anybody came, in the office's time."""
    totals: Counter[tuple[int, int]] = Counter()
    days: dict[int, set[date]] = {}
    for begin, count in arrivals.items():
        local = begin.astimezone(clock.zone())
        weekday = (local.weekday() + 2) % 7
        totals[weekday, local.hour] += count
        days.setdefault(weekday, set()).add(local.date())
    if sum(map(len, days.values())) < LEAST_DAYS:
        return None
    means = {(weekday, hour): count / len(days[weekday]) for (weekday, hour), count in totals.items()}
    return BusyHours(means, sorted(days), sorted({hour for _, hour in means}))
