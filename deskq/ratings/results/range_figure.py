"""Ratings of a free range of days, from the weeks that the results of its half-years show, and from nothing else."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from deskq.core.text import jalali
from deskq.office import business_day
from deskq.office.models import Office
from deskq.ratings.results import disclosure_control, period_data, periods, queries, scoring, trend
from deskq.ratings.results.periods import DAY, Period
from deskq.ratings.results.scoring import Figure


@dataclass(frozen=True, slots=True)
class RangeFigure:
    """``figure``: of the shown weeks that lie in the range; None without one. ``weeks``: their number; ``left_out``:
    number of weeks that lie in the range and are not shown; ``first`` and ``last``: ends of the shown ones."""

    figure: Figure | None
    weeks: int
    left_out: int
    first: date | None
    last: date | None


#: {first day of a week, or of its part in a half-year: (its last day, {score: ratings})}; None: not shown.
Weeks = dict[date, tuple[date, Counter[int] | None]]


def range_figure(session: Session, office: Office, first: date, last: date) -> RangeFigure:
    """Whole weeks only. So two ranges differ by whole weeks of at least ``rate_least`` ratings each, and every range is
    a sum of figures that the half-years show."""
    found: Weeks = {}
    today = business_day.today(office)
    day = first
    while day <= min(last, today):
        half = periods.read("half", str(periods.half_number(day)), today, day)
        found |= _weeks(session, office, half)
        day = half.ends
    inside = {begins: (ends, scores) for begins, (ends, scores) in found.items() if first <= begins and ends <= last}
    shown = {begins: (ends, scores) for begins, (ends, scores) in inside.items() if scores is not None}
    values = sorted(score for _, scores in shown.values() if scores for score in scores.elements())
    return RangeFigure(
        scoring.score_question(values, least(office)),
        len(shown),
        len(inside) - len(shown),
        min(shown, default=None),
        max((ends for ends, _ in shown.values()), default=None),
    )


def least(office: Office) -> int:
    return max(office.rate_least, office.rate_group)


def _weeks(session: Session, office: Office, half: Period) -> Weeks:
    """The weeks of a half-year, as its results show them: those with all their ratings released (ADR 0058)."""
    span = period_data.span(office, half)
    by_week: dict[date, Counter[int]] = defaultdict(Counter)
    for day, score, times in queries.scores_by_day(session, span):
        by_week[jalali.week_start(jalali.gregorian(day))][score] += times
    total = sum(scores.total() for scores in by_week.values())
    released = total
    open_weeks: set[date] = set()
    if period_data.is_running(office, half, span):
        released = len(disclosure_control.released_rows(range(total), office.rate_group))
        open_weeks = {jalali.week_start(jalali.gregorian(day)) for day in queries.days_after(session, span, released)}
        open_weeks |= {week for week in by_week if week >= period_data.first_open_week(office, span)}
    closed = {week: scores.total() for week, scores in by_week.items() if week not in open_weeks}
    hidden = open_weeks | trend.hidden_weeks(closed, least(office))
    if released < least(office):
        hidden = set(by_week)
    return {
        max(week, half.first): (min(week + 6 * DAY, half.ends - DAY), None if week in hidden else scores)
        for week, scores in by_week.items()
    }
