"""What results are made of, as it is read: ratings and answers as they came, visits by ending, waits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from deskq.queue.models import Ticket
from deskq.ratings import rules
from deskq.ratings.models import Rating, RatingAnswer, RatingAppeal

MINUTE = 60_000_000  # in the microseconds in which moments are stored


@dataclass(frozen=True, slots=True)
class Span:
    """Visits of an office from a Jalali day until another; what was given before ``until``."""

    office_id: int
    first: int
    last: int
    until: datetime


class Given(NamedTuple):
    """One rating. ``ground`` is set when an appeal against it was upheld."""

    visit: int
    score: int
    source: str
    ending: str
    service: int
    counter: int | None
    reasons: str
    mark: str | None
    ground: str | None

    @property
    def counts(self) -> bool:
        return self.mark is None and self.ground is None


class Visits(NamedTuple):
    """So many visits of one kind that ended."""

    ending: str
    service: int
    counter: int | None
    outcome: str | None
    times: int


#: Set apart by the inspectorate; several appeals about one visit (of clerks who shared it) are one.
UPHELD = (
    select(RatingAppeal.ticket_id, func.min(RatingAppeal.ground).label("ground"))
    .where(RatingAppeal.state == "upheld")
    .group_by(RatingAppeal.ticket_id)
    .subquery()
)

#: The ratings that count.
COUNT = (Rating.mark.is_(None), UPHELD.c.ticket_id.is_(None))


def ratings(session: Session, span: Span) -> list[Given]:
    columns = (Rating.ticket_id, Rating.score, Rating.source, Rating.ending, Rating.service_id, Rating.counter_id)
    wanted = _within(select(*columns, Rating.reasons, Rating.mark, UPHELD.c.ground), span)
    return [Given(*row) for row in session.execute(wanted.order_by(Rating.given_at, Rating.ticket_id))]


def answers(session: Session, span: Span) -> Iterator[tuple[str, int, int]]:
    """(question, visit, answer) of ratings that count; "no opinion" is no answer."""
    wanted = _within(select(RatingAnswer.item, RatingAnswer.ticket_id, RatingAnswer.value), span).where(
        RatingAnswer.ticket_id == Rating.ticket_id,
        RatingAnswer.value > 0,
        RatingAnswer.given_at < span.until,
        *COUNT,
    )
    for row in session.execute(wanted.order_by(RatingAnswer.given_at, RatingAnswer.ticket_id)):
        yield row.item, row.ticket_id, row.value


class Sizes(NamedTuple):
    """So many ratings that count, of one kind, in one month."""

    ending: str
    source: str
    service: int
    counter: int | None
    month: int
    times: int


def sizes(session: Session, span: Span) -> list[Sizes]:
    kind = (Rating.ending, Rating.source, Rating.service_id, Rating.counter_id, Rating.day // 100)
    wanted = _within(select(*kind, func.count()), span).where(*COUNT).group_by(*kind)
    return [Sizes(*row) for row in session.execute(wanted)]


def reason_sizes(session: Session, span: Span) -> list[tuple[int, str, int, int]]:
    """(score, reasons as they were named together, month, ratings that count)."""
    kind = (Rating.score, Rating.reasons, Rating.day // 100)
    wanted = _within(select(*kind, func.count()), span).where(*COUNT, Rating.reasons != "").group_by(*kind)
    return [tuple(row) for row in session.execute(wanted)]


def answer_sizes(session: Session, span: Span) -> list[tuple[str, int, int]]:
    """(question, month, answers that count)."""
    kind = (RatingAnswer.item, Rating.day // 100)
    wanted = _within(select(*kind, func.count()), span).where(RatingAnswer.ticket_id == Rating.ticket_id, *COUNT)
    return [tuple(row) for row in session.execute(wanted.where(RatingAnswer.value > 0).group_by(*kind))]


def words(session: Session, span: Span) -> list[tuple[str, int, bool]]:
    """(what was written, the day, whether its rating counts)."""
    wanted = _within(select(Rating.comment, Rating.day, Rating.mark, UPHELD.c.ticket_id), span)
    found = session.execute(wanted.where(Rating.comment != ""))
    return [(comment, day, mark is None and apart is None) for comment, day, mark, apart in found]


def _within(wanted: Any, span: Span) -> Any:
    return wanted.outerjoin_from(Rating, UPHELD, UPHELD.c.ticket_id == Rating.ticket_id).where(
        Rating.office_id == span.office_id, Rating.day.between(span.first, span.last), Rating.given_at < span.until
    )


def visits(session: Session, span: Span) -> list[Visits]:
    kind = (Ticket.state, Ticket.outcome, Ticket.service_id, Ticket.counter_id)
    wanted = select(*kind, func.count()).where(_days(span)).group_by(*kind)
    found = []
    for state, outcome, service, counter, count in session.execute(wanted):
        ending = rules.ending(_Ended(state, outcome))
        if ending is not None:
            found.append(Visits(ending, service, counter, outcome, count))
    return found


def waits(session: Session, span: Span) -> Counter[int]:
    """{whole minutes from arrival to the last call: visitors}."""
    length = type_coerce(Ticket.called_at, BigInteger) - type_coerce(Ticket.arrived_at, BigInteger)
    minutes = (length // MINUTE).label("minutes")
    wanted = select(minutes, func.count()).where(and_(_days(span), Ticket.called_at.is_not(None))).group_by(minutes)
    found: Counter[int] = Counter()
    for whole, count in session.execute(wanted):
        found[max(0, int(whole))] += count
    return found


def first_day(session: Session, office_id: int) -> int | None:
    """The Jalali day of the first visit."""
    return session.scalar(select(Ticket.day).where(Ticket.office_id == office_id).order_by(Ticket.day).limit(1))


def _days(span: Span) -> ColumnElement[bool]:
    return and_(Ticket.office_id == span.office_id, Ticket.day.between(span.first, span.last))


class _Ended(NamedTuple):
    state: str
    outcome: str | None
