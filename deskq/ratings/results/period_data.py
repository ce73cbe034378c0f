"""The data of one period and how much of it may be shown: given before today, and in complete groups only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.text import jalali
from deskq.estimate import prediction_store
from deskq.office import business_day
from deskq.office.models import Office
from deskq.ratings.questionnaire import ITEMS
from deskq.ratings.results import (
    amenities_port,
    breakdowns,
    deadline_port,
    disclosure_control,
    paused_clocks_port,
    queries,
    reason_stats,
    root_cause_port,
    scoring,
)
from deskq.ratings.results.amenities_port import AmenityFigures
from deskq.ratings.results.breakdowns import GroupResult
from deskq.ratings.results.paused_clocks_port import PausedClocks
from deskq.ratings.results.periods import Period, half_of
from deskq.ratings.results.queries import RatingRow, Span
from deskq.ratings.results.reason_stats import ReasonShares
from deskq.ratings.results.root_cause_port import RootCauses
from deskq.ratings.results.scoring import Figure, VisitAnswer
from deskq.ratings.results.service_metrics import KeptPromises


def span(office: Office, period: Period) -> Span:
    """Visits of the period, with ratings given before today began: figures do not change while a page is read."""
    return Span(office.id, *period.days, business_day.begins(office, business_day.today(office)))


def is_running(office: Office, period: Period, span: Span) -> bool:
    """Whether ratings or answers of the period may still come."""
    return business_day.begins(office, period.ends) + timedelta(hours=2 * office.rate_hours) > span.until


def first_open_week(office: Office, span: Span) -> date:
    """Saturday of the first week whose visits may still be rated: its figures would change by single ratings."""
    return jalali.week_start(business_day.date_at(office, span.until - timedelta(hours=office.rate_hours)))


class PeriodData:
    """``ratings``: all ratings of the period; ``counted``: those not excluded; ``released``: the counted ones that are
    shown. ``running``: more may still come, ratings for ``rate_hours`` after the last visit, and answers for as long
    again."""

    def __init__(self, session: Session, office: Office, period: Period) -> None:
        self.session, self.office, self.period = session, office, period
        self.span = span(office, period)
        self.running = is_running(office, period, self.span)
        self.least = max(office.rate_least, office.rate_group)
        self.ratings = queries.ratings(session, self.span)
        self.visits = queries.visit_counts(session, self.span)
        self.counted = [row for row in self.ratings if row.counts]
        self.released = self.shown(self.counted)
        half = period if period.kind == "half" else half_of(period, business_day.today(office))
        self.half = span(office, half) if period.kind == "month" else None
        self.sizes = queries.rating_counts(session, self.half) if self.half else []

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return disclosure_control.released_rows(rows, self.office.rate_group) if self.running else rows

    def face(self, rows: Iterable[RatingRow]) -> Figure | None:
        if self._covered("office_wide"):
            return None
        return scoring.score_question([row.score for row in rows], self.least)

    def answers(self) -> dict[str, Sequence[VisitAnswer]]:
        """{question: (visit, answer) that may be shown}."""
        found: dict[str, list[VisitAnswer]] = defaultdict(list)
        for item, visit, value in queries.answers(self.session, self.span):
            found[item].append((visit, value))
        sizes = queries.answer_counts(self.session, self.half) if self.half else []
        covered = disclosure_control.hidden_in_month(sizes, self.period.of, self.least)
        return {item: () if item in covered else self.shown(found[item]) for item in ITEMS}

    def reasons(self) -> dict[str, ReasonShares | None]:
        """Reasons named by satisfied and dissatisfied visitors (see ``reason_stats``)."""
        sizes = queries.reason_counts(self.session, self.half) if self.half else []
        by_month = [
            (key, month, times)
            for score, reasons, month, times in sizes
            for key in reason_stats.groups_of(score, reasons)
        ]
        return reason_stats.reason_shares(
            self.counted,
            self.shown,
            self.least,
            disclosure_control.hidden_in_month(by_month, self.period.of, self.least),
        )

    def promises(self) -> KeptPromises:
        """Promised waits and dates that fell due before today."""
        dates = deadline_port.kept_deadlines(self.session, self.office.id, *self._passed)
        return KeptPromises(prediction_store.called_in_time(self.session, self.office.id, *self.period.days), dates)

    def paused_clocks(self) -> list[PausedClocks]:
        """Waits of messages for citizens and outside bodies that ended in the period, before today."""
        return paused_clocks_port.paused_clocks(self.session, self.office.id, *self._passed)

    def amenities(self) -> AmenityFigures | None:
        """Faults, repairs and rounds of the days before today."""
        yesterday = business_day.today(self.office) - timedelta(days=1)
        last = min(self.period.ends - timedelta(days=1), yesterday)
        return amenities_port.PORT.bound(self.session, self.office, self.period.first, last)

    def root_causes(self) -> list[RootCauses]:
        """Root causes of the messages answered in the period, before today."""
        return root_cause_port.root_causes(self.session, self.office.id, *self._passed)

    def grouped(self, by: str, known: Iterable[Any] = ()) -> list[GroupResult[Any]]:
        """Results by ``ending``, ``source``, ``service`` or ``counter``; ``known`` groups are listed even when
        empty."""
        key = attrgetter(by)
        ended = breakdowns.count_visits(self.visits, key if by != "source" else lambda _: None, known)
        if by == "source":
            del ended[None]
        return breakdowns.group_results(self.counted, key, ended, self.shown, self.least, self._covered(by))

    @property
    def _passed(self) -> tuple[datetime, datetime]:
        """The part of the period that is before today."""
        begins, ends = (business_day.begins(self.office, day) for day in (self.period.first, self.period.ends))
        return begins, min(ends, self.span.until)

    def _covered(self, by: str) -> set[Any]:
        """Groups a month must hide because they follow from its half-year by subtraction."""
        key = (lambda _: "") if by == "office_wide" else attrgetter(by)
        return disclosure_control.hidden_in_month(
            [(key(row), row.month, row.times) for row in self.sizes], self.period.of, self.least
        )
