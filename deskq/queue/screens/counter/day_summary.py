"""The figures of today at one counter."""

from statistics import median

from sqlalchemy import BigInteger, bindparam, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from deskq.core.db.engine import SECOND
from deskq.core.db.fixed import FixedStatement
from deskq.core.transactions import connection_of
from deskq.office.models import Counter, Office
from deskq.queue import ratings_port
from deskq.queue.models import SERVED, VisitInterval
from deskq.queue.screens.counter.types import DaySummary
from deskq.queue.version_cache import CounterCache

ENDS_SERVICE = ("finish", "transfer")


def today(session: Session, counter: Counter, office: Office, day: int) -> DaySummary:
    """The summary, cached until the next action at this counter. The ratings are of earlier days and change only by a
    supervisor."""

    def read() -> DaySummary:
        lasted = visits_served(session, counter.id, day)
        rated = ratings_port.group_of(session, office, counter.id, day)
        return DaySummary(len(lasted), round(median(lasted)) if lasted else None, *rated)

    return TODAY.at(session, counter.id, (counter.turn, day), read)


TODAY = CounterCache[DaySummary]()


LENGTH = type_coerce(VisitInterval.ended_at, BigInteger) - type_coerce(VisitInterval.began_at, BigInteger)
LENGTHS = FixedStatement(
    select(func.sum(LENGTH))
    .where(VisitInterval.counter_id == bindparam("counter"), VisitInterval.day == bindparam("day"), SERVED)
    .group_by(VisitInterval.ticket_id)
    .having(func.max(case((or_(*(VisitInterval.verb == verb for verb in ENDS_SERVICE)), 1), else_=0)) == 1)
)


def visits_served(session: Session, counter_id: int, day: int) -> list[int]:
    """Seconds of service of each visit that this counter has finished or transferred, without the time on hold."""
    rows = LENGTHS.all(connection_of(session), {"counter": counter_id, "day": day})
    return [int(whole) // SECOND for (whole,) in rows]
