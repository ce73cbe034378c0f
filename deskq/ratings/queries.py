"""Queries of ratings: whether a visit can be rated, its questions, and a counter's ratings as a group."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.engine import EPOCH
from deskq.core.db.fixed import FixedStatement
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.office import business_day
from deskq.office.models import Office
from deskq.queue import ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.ratings_port import GroupMean
from deskq.queue.screens.phone.types import RatingShown
from deskq.ratings import rules
from deskq.ratings.models import Rating, RatingAnswer
from deskq.ratings.questionnaire import ITEMS, REASONS
from deskq.ratings.rules import SharedScreen
from deskq.sms.models import VisitorPhone, number_index


class ScreenRatings:
    """What the screens of the queue show of ratings; implements ``ratings_port``."""

    def shown(self, session: Session, ticket: Ticket, office: Office) -> RatingShown:
        until = rules.closes_at(ticket, office.rate_hours)
        if until is None:
            return RatingShown()
        given = session.get(Rating, ticket.id, populate_existing=True)
        if given is None:
            return RatingShown("open" if clock.now() <= until else "late", rules.ending(ticket), until)
        complete = given.words_at is not None
        questions = [] if complete else unanswered_questions(session, given)
        return RatingShown("given", given.ending, until, complete, questions, REASON_CHOICES)

    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> GroupMean:
        """The group of this month, or of the previous month while this one has too few; without today."""
        size, month = max(office.rate_group, rules.MIN_GROUP_SIZE), day // 100
        begun = business_day.begins(office, jalali.gregorian(day))
        for each in (month, month - 1 if month % 100 > 1 else month - 100 + 11):
            count, mean = rules.grouped_mean(_month_scores(session, counter_id, each, day, begun), size)
            if mean is not None:
                return count, mean, size
        return 0, None, size


REASON_CHOICES = [(code, name) for code, (_, name) in REASONS.items()]


def _month_scores(session: Session, counter_id: int, month: int, today: int, begun: datetime) -> list[int]:
    """Scores of a counter's month without excluded ones, in the order given: complete groups stay the same whatever
    comes later. Neither the visit nor the rating may be of today, which began at ``begun``."""
    days = {"first": month * 100, "end": min(today, month * 100 + 99)}
    rows = SCORES.all(connection_of(session), {"counter": counter_id, "begun": begun, **days})
    return [score for (score,) in rows]


SCORES = FixedStatement(
    select(Rating.score)
    .where(Rating.counter_id == bindparam("counter"), Rating.mark.is_(None), Rating.given_at < bindparam("begun"))
    .where(Rating.day >= bindparam("first"), Rating.day < bindparam("end"))
    .order_by(Rating.given_at, Rating.ticket_id)
)


def asked_questions(rating: Rating) -> list[tuple[str, Name]]:
    """(code, name) of the questions chosen for this rating."""
    return [(code, ITEMS[code].name) for code in rating.asked.split(",") if code in ITEMS]


def unanswered_questions(session: Session, rating: Rating) -> list[tuple[str, Name]]:
    """The ``asked_questions`` that are not answered yet."""
    done = answered_items(session, rating.ticket_id)
    return [(code, name) for code, name in asked_questions(rating) if code not in done]


def rating(session: Session, ticket_id: int) -> Rating | None:
    return session.get(Rating, ticket_id, populate_existing=True)


def rating_just_given_here(session: Session, ticket_id: int, at: SharedScreen) -> Rating:
    """The rating given at this shared screen just now; ``NotThisVisit`` or ``TooLate`` otherwise."""
    found = rating(session, ticket_id)
    rules.check_just_rated_here(found, at, clock.now())
    assert found is not None
    return found


def visit(session: Session, ticket_id: int) -> Ticket | None:
    return session.get(Ticket, ticket_id, populate_existing=True)


def answered_items(session: Session, ticket_id: int) -> set[str]:
    """Codes of the questions answered for this visit."""
    return set(session.scalars(select(RatingAnswer.item).where(RatingAnswer.ticket_id == ticket_id)))


def latest_unrated_visit(session: Session, office_id: int, number: str, hours: int, now: datetime) -> int | None:
    """Ticket id of the visit of this phone number that ended last and can still be rated."""
    ended = (
        select(Ticket)
        .join(VisitorPhone, VisitorPhone.ticket_id == Ticket.id)
        .outerjoin(Rating, Rating.ticket_id == Ticket.id)
        .where(
            VisitorPhone.office_id == office_id,
            VisitorPhone.number_index == number_index(number),
            Rating.ticket_id.is_(None),
        )
    )
    open_ones = [visit for visit in session.scalars(ended) if now <= (rules.closes_at(visit, hours) or EPOCH)]
    return max(open_ones, key=rules.ended_at).id if open_ones else None


def visit_of_today(session: Session, office: Office, typed: str) -> Ticket | None:
    """Today's visit with this ticket number, as people type it."""
    return ticket_queries.by_code(session, office.id, business_day.number_at(office, clock.now()), typed)
