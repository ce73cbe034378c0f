"""The report of applications: a row for each group, the total, earlier periods, and what is open."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from deskq.application_reports.queries import open_ones, totals
from deskq.application_reports.rules import Figures, OpenFigures, StageFigures
from deskq.core import clock
from deskq.core.text import jalali
from deskq.reports.period import queries as period_queries
from deskq.reports.period import rules
from deskq.reports.period.rules import DateRange

#: What a report can be divided by: its rows are of answers, of stages, or of time.
STAGE_GROUPS = ("unit", "stage")
DIVISIONS = ("service", *STAGE_GROUPS, *rules.KINDS)


@dataclass(frozen=True, slots=True)
class Row:
    """``key``: id of a sheet, or the first day as a Jalali number with the ``days`` themselves."""

    key: int
    figures: Figures
    days: DateRange | None = None


@dataclass(frozen=True, slots=True)
class StageRow:
    """``key``: id of a unit, or (id of a sheet, code of the stage)."""

    key: Hashable
    figures: StageFigures


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier period, of as many days as are over of the one it is compared with."""

    days: DateRange
    figures: Figures


@dataclass(frozen=True, slots=True)
class ApplicationReport:
    """``rows`` or ``stages``, as ``by`` says. ``until``: now, while the range still runs; ``open``: at its end, or now;
    None of a range in the future."""

    days: DateRange
    by: str
    rows: list[Row]
    stages: list[StageRow]
    total: Figures
    before: Compared | None
    year_ago: Compared | None
    open: OpenFigures | None
    until: datetime | None


def application_report(session: Session, office_id: int, asked: DateRange, by: str) -> ApplicationReport:
    today = period_queries.today(session, office_id)
    rows = [] if by in STAGE_GROUPS else _rows(session, office_id, asked, by, today)

    def compared(earlier: Callable[[DateRange], DateRange | None]) -> Compared | None:
        found = earlier(asked)
        if found is None:
            return None
        days = rules.same_stretch(found, asked, today)
        figures = _total(session, office_id, days)
        return Compared(days, figures) if figures.anything else None

    return ApplicationReport(
        days=asked,
        by=by,
        rows=rows,
        stages=_stages(session, office_id, asked, by) if by in STAGE_GROUPS else [],
        total=_sum(rows) if by == "service" or (rows and asked.last <= today) else _total(session, office_id, asked),
        before=compared(rules.before),
        year_ago=compared(rules.year_before),
        open=open_ones.open_ones(session, office_id, asked.last, today) if asked.first <= today else None,
        until=clock.now() if asked.first <= today <= asked.last else None,
    )


def _total(session: Session, office_id: int, asked: DateRange) -> Figures:
    return totals.answers(session, office_id, asked, "all").get(0, Figures())


def _sum(rows: list[Row]) -> Figures:
    found = Figures()
    for row in rows:
        found.add(row.figures)
    return found


def _rows(session: Session, office_id: int, asked: DateRange, by: str, today: date) -> list[Row]:
    if by == "service":
        found = totals.answers(session, office_id, asked, by)
        return [Row(key, figures) for key, figures in found.items()]
    over = rules.elapsed(asked, today)
    if over is None:
        return []
    rows = [Row(one.days[0], Figures(), one) for one in rules.divided(over, by)]
    place = {
        totals.GROUPS[by](jalali.day_number(row.days.first + rules.DAY * past)): row
        for row in rows
        if row.days is not None
        for past in range(row.days.length)
    }
    for group, figures in totals.answers(session, office_id, over, by).items():
        place[group].figures.add(figures)
    return rows


def _stages(session: Session, office_id: int, asked: DateRange, by: str) -> list[StageRow]:
    return [StageRow(key, figures) for key, figures in totals.stages(session, office_id, asked, by).items()]
