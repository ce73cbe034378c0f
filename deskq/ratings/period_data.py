"""The material of one period, and how much of it is shown: only what was given before today, and only of groups."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.estimate import prediction_store
from deskq.office.models import Office
from deskq.office.rules import business_date, day_begins
from deskq.ratings import breakdowns, deadline_port, disclosure_control, reason_stats, result_queries, scoring
from deskq.ratings.breakdowns import Row
from deskq.ratings.periods import Period, half_of
from deskq.ratings.questionnaire import ITEMS
from deskq.ratings.reason_stats import Side
from deskq.ratings.result_queries import Given, Span
from deskq.ratings.scoring import Figure, Voice
from deskq.ratings.service_metrics import Promises


def today_of(office: Office, now: datetime) -> date:
    return business_date(now, clock.zone(), office.day_starts)


def span(office: Office, asked: Period) -> Span:
    """Its visits, with what was given until the beginning of today: a page does not move while it is looked at."""
    return Span(office.id, *asked.days, begin(office, today_of(office, clock.now())))


def begin(office: Office, day: date) -> datetime:
    """The moment in which a day begins."""
    return day_begins(day, clock.zone(), office.day_starts)


class Reading:
    """``given`` is all of the period, ``counted`` what is not set apart, ``told`` what of it is shown. ``running``:
    more may still come, a rating for so many hours after the last visit, and answers to it for as many again."""

    def __init__(self, session: Session, office: Office, asked: Period) -> None:
        self.session, self.office, self.asked = session, office, asked
        self.span = span(office, asked)
        self.running = begin(office, asked.ends) + timedelta(hours=2 * office.rate_hours) > self.span.until
        self.least = max(office.rate_least, office.rate_group)
        self.given = result_queries.ratings(session, self.span)
        self.visits = result_queries.visits(session, self.span)
        self.counted = [row for row in self.given if row.counts]
        self.told = self.shown(self.counted)
        half = asked if asked.kind == "half" else half_of(asked, today_of(office, clock.now()))
        self.half = span(office, half) if asked.kind == "month" else None
        self.sizes = result_queries.sizes(session, self.half) if self.half else []

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return disclosure_control.released(rows, self.office.rate_group) if self.running else rows

    def face(self, rows: Iterable[Given]) -> Figure | None:
        if self._covered("office_wide"):
            return None
        return scoring.of_answers([row.score for row in rows], self.least)

    def answers(self) -> dict[str, Sequence[Voice]]:
        """What is shown of every question."""
        found: dict[str, list[Voice]] = defaultdict(list)
        for item, visit, value in result_queries.answers(self.session, self.span):
            found[item].append((visit, value))
        sizes = result_queries.answer_sizes(self.session, self.half) if self.half else []
        covered = disclosure_control.by_time(sizes, self.asked.of, self.least)
        return {item: () if item in covered else self.shown(found[item]) for item in ITEMS}

    def reasons(self) -> dict[str, Side | None]:
        """What the satisfied and the dissatisfied name."""
        sizes = result_queries.reason_sizes(self.session, self.half) if self.half else []
        months = [(key, month, times) for mark, said, month, times in sizes for key in reason_stats.groups(mark, said)]
        return reason_stats.sides(
            self.counted, self.shown, self.least, disclosure_control.by_time(months, self.asked.of, self.least)
        )

    def promises(self) -> Promises:
        """Those that fell due before today."""
        ends = min(begin(self.office, self.asked.ends), self.span.until)
        dates = deadline_port.kept(self.session, self.office.id, begin(self.office, self.asked.first), ends)
        return Promises(prediction_store.in_time(self.session, self.office.id, *self.asked.days), dates)

    def grouped(self, by: str, known: Iterable[Any] = ()) -> list[Row[Any]]:
        """By ending, source, service or counter; ``known`` are listed though there be none."""
        key = attrgetter(by)
        ended = breakdowns.ended(self.visits, key if by != "source" else lambda _: None, known)
        if by == "source":
            del ended[None]
        return breakdowns.rows(self.counted, key, ended, self.shown, self.least, self._covered(by))

    def _covered(self, by: str) -> set[Any]:
        """What a month does not show because its half-year shows the rest."""
        key = (lambda _: "") if by == "office_wide" else attrgetter(by)
        return disclosure_control.by_time(
            [(key(row), row.month, row.times) for row in self.sizes], self.asked.of, self.least
        )
