"""Reads the arrivals of past days by quarter of an hour, and when their counters were staffed. Past days do not change,
so each is read once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.engine import SECOND
from deskq.core.text import jalali
from deskq.office import business_day
from deskq.office import rules as office_rules
from deskq.office.models import Office
from deskq.panel.rules.day_forecast import QUARTER, PastDay
from deskq.queue.models import Ticket

WEEKS = timedelta(weeks=8)
#: First call and last finish of a counter, in quarters of the business day.
Staffed = tuple[float, float]


@dataclass(frozen=True, slots=True)
class KnownDay:
    arrivals: PastDay
    staffed: list[Staffed]


class PastDays:
    """The past days of one office, kept in memory: each is read from the database once."""

    def __init__(self) -> None:
        self._known: dict[int, KnownDay] = {}

    def read(self, session: Session, office: Office, today: date, rest: Callable[[], None]) -> list[KnownDay]:
        """The days of the last eight weeks on which anybody came. ``rest`` is called after each day that is read."""
        first, last = jalali.day_number(today - WEEKS), jalali.day_number(today - timedelta(1))
        wanted = select(Ticket.day).where(Ticket.office_id == office.id, Ticket.day.between(first, last)).distinct()
        days = sorted(session.scalars(wanted))
        for day in days:
            if day not in self._known:
                self._known[day] = _known(session, office, day)
                rest()
        self._known = {day: self._known[day] for day in days}
        return list(self._known.values())


def arrivals(session: Session, office: Office, day: int) -> Counter[int]:
    """{quarter of the business day: visitors}."""
    micro = int(QUARTER.total_seconds()) * SECOND
    bucket = type_coerce(Ticket.arrived_at, BigInteger) // micro
    wanted = select(bucket, func.count()).where(Ticket.office_id == office.id, Ticket.day == day).group_by(bucket)
    found: Counter[int] = Counter()
    for at, count in session.execute(wanted):
        found[quarter(office, datetime.fromtimestamp(int(at) * QUARTER.total_seconds(), UTC))] += count
    return found


def quarter(office: Office, moment: datetime) -> int:
    """The quarter of the business day at ``moment``, from 0."""
    return int(place(office, moment))


def place(office: Office, moment: datetime) -> float:
    """The time since the business day began by the office's clock, in quarters of an hour."""
    local = clock.local(moment)
    minutes = local.hour * 60 + local.minute + local.second / 60 - office.day_starts
    return minutes % office_rules.MIDNIGHT / 15


def begins(office: Office, day: date, number: int) -> datetime:
    """When a quarter of a business day begins."""
    return business_day.begins(office, day) + number * QUARTER


def _known(session: Session, office: Office, day: int) -> KnownDay:
    counted = PastDay(jalali.gregorian(day), arrivals(session, office, day))
    ends = select(func.min(Ticket.called_at), func.max(Ticket.finished_at)).where(
        Ticket.office_id == office.id, Ticket.day == day, Ticket.counter_id.is_not(None), Ticket.called_at.is_not(None)
    )
    rows = session.execute(ends.group_by(Ticket.counter_id))
    return KnownDay(counted, [(place(office, first), place(office, last)) for first, last in rows if first and last])
