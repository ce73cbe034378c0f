"""Stores and reads the figures of finished days. The figures of other days are computed from their tickets."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.writing import writing
from deskq.core.text import jalali
from deskq.office import business_day, config_cache
from deskq.office import queries as office_queries
from deskq.queue.models import LIVE, Ticket
from deskq.reports.period import visits
from deskq.reports.period.figures import COUNTS, LENGTHS, Figures, packed, unpacked
from deskq.reports.period.models import DayFigures
from deskq.reports.period.rules import DAY, DateRange
from deskq.reports.period.targets import Targets, targets
from deskq.reports.period.visits import DayGroups

#: A day is stored so long after its end, because until then an action of its last minutes can be undone.
REST = timedelta(minutes=30)
TABLE: Any = DayFigures.__table__


class Days:
    """The figures of an office for any days. Each day that is not stored yet is computed once."""

    def __init__(self, session: Session, office_id: int) -> None:
        self.session, self.office_id = session, office_id
        self.targets = targets(config_cache.of(session, office_id))
        self._live: dict[int, DayGroups] = {}
        self.first_visit = first_visit(session, office_id)
        self.last_visit = last_visit(session, office_id)

    def add_to(
        self,
        groups: dict[Any, Figures],
        part: str,
        asked: DateRange,
        group_of: Callable[[int, int], Any],
        lengths: Sequence[str] = LENGTHS,
        only: Collection[int] = (),
    ) -> None:
        """Add the figures of a part of each day to ``groups`` under ``group_of(day, key)``. ``lengths``: the lengths of
        time that are needed; reading them takes most of the time. ``only``: these keys and no other."""
        if self.first_visit is None or self.last_visit is None:
            return
        first, last = max(asked.days[0], self.first_visit), min(asked.days[1], self.last_visit)
        if first > last:
            return
        for row in self._kept(part, first, last, lengths, only):
            _add(groups.setdefault(group_of(row.day, row.key), Figures()), row, lengths)
        for day in self._not_kept(first, last):
            for (of, key), figures in self._read(day).items():
                if of == part and (not only or key in only):
                    groups.setdefault(group_of(day, key), Figures()).add(figures)

    def _kept(self, part: str, first: int, last: int, lengths: Sequence[str], only: Collection[int]) -> Iterator[Any]:
        columns = [getattr(DayFigures, name) for name in ("day", "key", *COUNTS, *lengths)]
        mine = [DayFigures.office_id == self.office_id, DayFigures.part == part, DayFigures.day.between(first, last)]
        mine += [DayFigures.targets == self.targets.checksum]
        mine += [DayFigures.key.in_(only)] if only else []
        yield from self.session.execute(select(*columns).where(*mine))

    def _not_kept(self, first: int, last: int) -> Iterator[int]:
        kept = kept_days(self.session, self.office_id, first, last, self.targets)
        for day in _days(first, last):
            if day not in kept:
                yield day

    def _read(self, day: int) -> DayGroups:
        if day not in self._live:
            self._live[day] = visits.of_day(self.session, self.office_id, day, self.targets)
        return self._live[day]


def _add(found: Figures, row: Any, lengths: Sequence[str]) -> None:
    for name in COUNTS:
        setattr(found, name, getattr(found, name) + getattr(row, name))
    for name in lengths:
        stored = getattr(row, name)
        if stored:
            getattr(found, name).update(unpacked(stored))


def keep_days(session: Session, office_id: int, most: int) -> int:
    """Store the figures of at most ``most`` finished days that are not stored yet. Returns their number."""
    now = targets(config_cache.of(session, office_id))
    days = due(session, office_id, now)[:most]
    for day in days:
        groups = visits.of_day(session, office_id, day, now)
        rows = [_row(office_id, day, part, key, figures, now) for (part, key), figures in groups.items()]
        with writing(session) as connection:
            connection.execute(delete(TABLE).where(TABLE.c.office_id == office_id, TABLE.c.day == day))
            connection.execute(insert(TABLE), rows)
    return len(days)


def due(session: Session, office_id: int, now: Targets) -> list[int]:
    """The finished days since the first visit that have no open ticket and are not stored yet by these targets."""
    first = first_visit(session, office_id)
    office = office_queries.office(session, office_id)
    over = business_day.date_at(office, clock.now() - REST) - DAY
    last = jalali.day_number(over)
    if first is None or first > last:
        return []
    kept = kept_days(session, office_id, first, last, now)
    going_on = set(session.scalars(select(Ticket.day).where(Ticket.office_id == office_id, LIVE).distinct()))
    return [day for day in _days(first, last) if day not in kept and day not in going_on]


def kept_days(session: Session, office_id: int, first: int, last: int, now: Targets) -> set[int]:
    """The days whose figures are stored by these targets."""
    mine = (DayFigures.office_id == office_id, DayFigures.part == "all", DayFigures.targets == now.checksum)
    return set(session.scalars(select(DayFigures.day).where(*mine, DayFigures.day.between(first, last))))


def first_visit(session: Session, office_id: int) -> int | None:
    """The day of the office's first visit."""
    return session.scalar(_days_of(office_id).order_by(Ticket.day).limit(1))


def last_visit(session: Session, office_id: int) -> int | None:
    return session.scalar(_days_of(office_id).order_by(Ticket.day.desc()).limit(1))


def _days_of(office_id: int) -> Select[int]:
    return select(Ticket.day).where(Ticket.office_id == office_id)


def _days(first: int, last: int) -> Iterator[int]:
    """Each day between two Jalali numbers, both included."""
    day, end = jalali.gregorian(first), jalali.gregorian(last)
    while day <= end:
        yield jalali.day_number(day)
        day += DAY


def _row(office_id: int, day: int, part: str, key: int, figures: Figures, now: Targets) -> dict[str, Any]:
    counts = {name: getattr(figures, name) for name in COUNTS}
    lengths = {name: packed(getattr(figures, name)) for name in LENGTHS}
    place = {"office_id": office_id, "day": day, "part": part, "key": key}
    return {**place, **counts, **lengths, "targets": now.checksum}
