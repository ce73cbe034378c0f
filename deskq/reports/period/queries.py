"""The report of visits: a row for each group, the total, earlier periods, and arrivals by weekday and hour."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.text import jalali
from deskq.office import business_day, config_cache
from deskq.office import queries as office_queries
from deskq.reports.period import kept, rules, visits
from deskq.reports.period.figures import Figures
from deskq.reports.period.kept import Days
from deskq.reports.period.rules import DateRange
from deskq.reports.period.targets import Targets

#: Divisions of a report, besides the periods of time in ``rules.KINDS``.
GROUPS = ("service", "counter", "clerk", "channel", "priority", "hour")
DIVISIONS = (*rules.KINDS, *GROUPS)
NOT_BY_SERVICE = N_("With chosen services, please divide visits by time or by service.")


@dataclass(frozen=True, slots=True)
class Row:
    """``key``: id of a service, counter, clerk or class; position in ``visits.CHANNELS``; hour; or the first day of a
    period as a Jalali number, with its ``days``."""

    key: int
    figures: Figures
    days: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier period with its figures. If the period that it is compared with is not over, only as many days of
    it."""

    days: DateRange
    figures: Figures


@dataclass(frozen=True, slots=True)
class VisitReport:
    """``by``: division of the rows. ``before`` and ``year_ago`` are None if the office had no visitors then.
    ``arrivals``: {(weekday, hour): visitors}, Saturday is 0; ``weekdays``: {weekday: days with visitors}. ``until``:
    now, if the range is not over; ``target``: the seconds of ``targets`` that all services share which anybody came
    for. ``services``: the report is about these services only, and then has no arrivals by weekday and hour; empty:
    about all."""

    days: DateRange
    by: str
    rows: list[Row]
    total: Figures
    before: Compared | None
    year_ago: Compared | None
    arrivals: Counter[tuple[int, int]]
    weekdays: Counter[int]
    until: datetime | None
    target: int | None
    targets: Targets
    services: tuple[int, ...] = ()
    #: Visitors served without a ticket, who are in no figure of waits.
    walk_ins: int = 0


def can_choose_services(by: str) -> bool:
    """Whether the figures of this division exist for each service. (Empty: the division by time that suits.)"""
    return by in ("", "service", *rules.KINDS)


def visit_report(
    session: Session, office_id: int, asked: DateRange, by: str, services: Collection[int] = ()
) -> VisitReport:
    office = office_queries.office(session, office_id)
    today, days = business_day.today(office), Days(session, office_id)
    only = tuple(sorted(services))
    arrivals, weekdays = (Counter(), Counter()) if only else _by_hour(days, asked)
    return VisitReport(
        days=asked,
        by=by,
        rows=_by_time(days, rules.elapsed(asked, today), by, only)
        if by in rules.KINDS
        else _by_group(session, days, asked, by, only),
        total=_total(days, asked, only),
        before=_compared(days, asked, rules.before, today, only),
        year_ago=_compared(days, asked, rules.year_before, today, only),
        arrivals=arrivals,
        weekdays=weekdays,
        until=clock.now() if asked.first <= today <= asked.last else None,
        target=days.targets.common(only or _visited(days, asked)),
        targets=days.targets,
        services=only,
        walk_ins=visits.walk_ins(session, office_id, *asked.days, only),
    )


def total(session: Session, office_id: int, asked: DateRange) -> Figures:
    """All visits of these days."""
    return _total(Days(session, office_id), asked, ())


def first_day(session: Session, office_id: int) -> date | None:
    found = kept.first_visit(session, office_id)
    return None if found is None else jalali.gregorian(found)


def today(session: Session, office_id: int) -> date:
    """The running business day."""
    return business_day.today(config_cache.of(session, office_id).office)


def _total(days: Days, asked: DateRange, only: tuple[int, ...]) -> Figures:
    found = {0: Figures()}
    days.add_to(found, _part(only), asked, lambda day, key: 0, only=only)
    return found[0]


def _visited(days: Days, asked: DateRange) -> Collection[int]:
    """The services that anybody came for; those with the usual target if nobody came."""
    found: dict[int, Figures] = {}
    if days.targets.own:
        days.add_to(found, "service", asked, lambda day, key: key, lengths=())
    return found.keys() or (0,)


def _part(only: tuple[int, ...]) -> str:
    return "service" if only else "all"


def _compared(
    days: Days, asked: DateRange, earlier: Callable[[DateRange], DateRange | None], today: date, only: tuple[int, ...]
) -> Compared | None:
    found = earlier(asked)
    if found is None:
        return None
    compared = rules.same_stretch(found, asked, today)
    figures = _total(days, compared, only)
    return Compared(compared, figures) if figures.arrivals else None


def _by_time(days: Days, asked: DateRange | None, kind: str, only: tuple[int, ...]) -> list[Row]:
    """Rows up to today; none for a range in the future."""
    if asked is None:
        return []
    rows = [Row(one.days[0], Figures(), one) for one in rules.divided(asked, kind)]
    starts = {
        jalali.day_number(row.days.first + rules.DAY * past): number
        for number, row in enumerate(rows)
        if row.days is not None
        for past in range(row.days.length)
    }
    groups = {number: row.figures for number, row in enumerate(rows)}
    days.add_to(groups, _part(only), asked, lambda day, key: starts[day], only=only)
    return rows


def _by_group(session: Session, days: Days, asked: DateRange, part: str, only: tuple[int, ...]) -> list[Row]:
    found: dict[int, Figures] = {}
    days.add_to(found, part, asked, lambda day, key: key, only=only)
    order = _order(session, days.office_id, part)
    return [Row(key, found[key]) for key in sorted(found, key=lambda key: (order.get(key, len(order)), key))]


def _order(session: Session, office_id: int, part: str) -> dict[int, int]:
    """{key: position}: services, counters and classes in the order of the office's lists; other groups by their key."""
    config = config_cache.of(session, office_id)
    listed = {"service": config.services, "counter": config.counters, "priority": config.priorities}
    return {key: place for place, key in enumerate(listed.get(part, ()))}


def _by_hour(days: Days, asked: DateRange) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    found: dict[tuple[int, int], Figures] = {}
    seen: dict[int, int] = {}

    def weekday(day: int) -> int:
        if day not in seen:
            seen[day] = jalali.weekday(jalali.gregorian(day))
        return seen[day]

    days.add_to(found, "hour", asked, lambda day, key: (weekday(day), key), lengths=())
    arrivals = Counter({place: figures.arrivals for place, figures in found.items()})
    return arrivals, Counter(seen.values())
