"""Queries of one period: ratings and answers in order of time, visits by ending, waits (first and total), comments."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from deskq.core.quantiles import rounded_up
from deskq.core.text import jalali
from deskq.queue.models import Ticket
from deskq.ratings import rules
from deskq.ratings.models import Rating, RatingAnswer, RatingAppeal

MINUTE = 60_000_000  # microseconds, the unit of stored times


@dataclass(frozen=True, slots=True)
class Span:
    """Visits of an office from Jalali day ``first`` to ``last``, with ratings given before ``until``."""

    office_id: int
    first: int
    last: int
    until: datetime


class RatingRow(NamedTuple):
    """One rating. ``visit``: the ticket's id; ``ground`` is set when an appeal against it was upheld."""

    visit: int
    score: int
    source: str
    ending: str
    service: int
    counter: int | None
    reasons: str
    mark: str | None
    ground: str | None
    day: int

    @property
    def date(self) -> date:
        """The date of the visit."""
        return jalali.gregorian(self.day)

    @property
    def counts(self) -> bool:
        return self.mark is None and self.ground is None


class VisitCount(NamedTuple):
    """``times`` visits with the same ending, service, counter and outcome."""

    ending: str
    service: int
    counter: int | None
    outcome: str | None
    times: int


#: Tickets whose rating the inspectorate excluded; several appeals about one visit (clerks who shared it) give one row.
UPHELD_APPEALS = (
    select(RatingAppeal.ticket_id, func.min(RatingAppeal.ground).label("ground"))
    .where(RatingAppeal.state == "upheld")
    .group_by(RatingAppeal.ticket_id)
    .subquery()
)

#: Condition of ratings that count.
IS_COUNTED = (Rating.mark.is_(None), UPHELD_APPEALS.c.ticket_id.is_(None))


def ratings(session: Session, span: Span) -> list[RatingRow]:
    columns = (Rating.ticket_id, Rating.score, Rating.source, Rating.ending, Rating.service_id, Rating.counter_id)
    wanted = _within(select(*columns, Rating.reasons, Rating.mark, UPHELD_APPEALS.c.ground, Rating.day), span)
    return [RatingRow(*row) for row in session.execute(wanted.order_by(Rating.given_at, Rating.ticket_id))]


def answers(session: Session, span: Span) -> Iterator[tuple[str, int, int]]:
    """(question, visit, answer) of ratings that count, without "no opinion"."""
    wanted = _within(select(RatingAnswer.item, RatingAnswer.ticket_id, RatingAnswer.value), span).where(
        RatingAnswer.ticket_id == Rating.ticket_id,
        RatingAnswer.value > 0,
        RatingAnswer.given_at < span.until,
        *IS_COUNTED,
    )
    for row in session.execute(wanted.order_by(RatingAnswer.given_at, RatingAnswer.ticket_id)):
        yield row.item, row.ticket_id, row.value


def scores_by_day(session: Session, span: Span) -> list[tuple[int, int, int]]:
    """(Jalali day of the visit, score, number of ratings that count)."""
    kind = (Rating.day, Rating.score)
    wanted = _within(select(*kind, func.count()), span).where(*IS_COUNTED).group_by(*kind)
    return [tuple(row) for row in session.execute(wanted)]


def days_after(session: Session, span: Span, number: int) -> set[int]:
    """Days of the visits of the ratings that count, in the order given, without the first ``number``."""
    wanted = _within(select(Rating.day), span).where(*IS_COUNTED).order_by(Rating.given_at, Rating.ticket_id)
    return set(session.scalars(wanted.offset(number)))


class RatingCount(NamedTuple):
    """``times`` counted ratings of one ending, source, service and counter in one Jalali month (yyyymm)."""

    ending: str
    source: str
    service: int
    counter: int | None
    month: int
    times: int


def rating_counts(session: Session, span: Span) -> list[RatingCount]:
    kind = (Rating.ending, Rating.source, Rating.service_id, Rating.counter_id, Rating.day // 100)
    wanted = _within(select(*kind, func.count()), span).where(*IS_COUNTED).group_by(*kind)
    return [RatingCount(*row) for row in session.execute(wanted)]


def reason_counts(session: Session, span: Span) -> list[tuple[int, str, int, int]]:
    """(score, reasons as stored, Jalali month, counted ratings)."""
    kind = (Rating.score, Rating.reasons, Rating.day // 100)
    wanted = _within(select(*kind, func.count()), span).where(*IS_COUNTED, Rating.reasons != "").group_by(*kind)
    return [tuple(row) for row in session.execute(wanted)]


def answer_counts(session: Session, span: Span) -> list[tuple[str, int, int]]:
    """(question, Jalali month, counted answers)."""
    kind = (RatingAnswer.item, Rating.day // 100)
    wanted = _within(select(*kind, func.count()), span).where(RatingAnswer.ticket_id == Rating.ticket_id, *IS_COUNTED)
    return [tuple(row) for row in session.execute(wanted.where(RatingAnswer.value > 0).group_by(*kind))]


def comments(session: Session, span: Span) -> list[tuple[str, int, bool]]:
    """(comment, Jalali day, whether its rating counts)."""
    wanted = _within(select(Rating.comment, Rating.day, Rating.mark, UPHELD_APPEALS.c.ticket_id), span)
    found = session.execute(wanted.where(Rating.comment != ""))
    return [(comment, day, mark is None and apart is None) for comment, day, mark, apart in found]


def _within(wanted: Any, span: Span) -> Any:
    return wanted.outerjoin_from(Rating, UPHELD_APPEALS, UPHELD_APPEALS.c.ticket_id == Rating.ticket_id).where(
        Rating.office_id == span.office_id, Rating.day.between(span.first, span.last), Rating.given_at < span.until
    )


def visit_counts(session: Session, span: Span) -> list[VisitCount]:
    """Ended visits of the period, counted by ending, service, counter and outcome."""
    kind = (Ticket.state, Ticket.outcome, Ticket.service_id, Ticket.counter_id)
    wanted = select(*kind, func.count()).where(_visits_of(span)).group_by(*kind)
    found = []
    for state, outcome, service, counter, count in session.execute(wanted):
        ending = rules.ending(_TicketEnding(state, outcome))
        if ending is not None:
            found.append(VisitCount(ending, service, counter, outcome, count))
    return found


class WaitMinutes(NamedTuple):
    """{whole minutes, rounded up: number of called visitors}: until the first call, and all intervals of waiting
    together."""

    first: Counter[int]
    total: Counter[int]


def wait_minutes(session: Session, span: Span) -> WaitMinutes:
    first_wait, waited = (rounded_up(column, MINUTE) for column in (Ticket.first_wait, Ticket.waited))
    minutes: tuple[Any, Any] = first_wait.label("first"), waited.label("total")
    called = and_(_visits_of(span), Ticket.first_wait.is_not(None))
    found = WaitMinutes(Counter(), Counter())
    for first, total, count in session.execute(select(*minutes, func.count()).where(called).group_by(*minutes)):
        found.first[int(first)] += count
        found.total[int(total)] += count
    return found


def first_day(session: Session, office_id: int) -> int | None:
    """The Jalali day of the office's first visit."""
    return session.scalar(select(Ticket.day).where(Ticket.office_id == office_id).order_by(Ticket.day).limit(1))


def _visits_of(span: Span) -> ColumnElement[bool]:
    return and_(Ticket.office_id == span.office_id, Ticket.day.between(span.first, span.last))


class _TicketEnding(NamedTuple):
    state: str
    outcome: str | None
