"""Reading ratings: whether a visit can be rated, and a counter's day as a group."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.engine import EPOCH
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office.models import Office
from deskq.office.rules import day_begins
from deskq.queue import ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.ratings_port import GroupMean
from deskq.queue.screens.phone.types import RatingShown
from deskq.queue.screens.shared import business_day
from deskq.ratings import rules
from deskq.ratings.models import Rating, RatingAnswer
from deskq.ratings.questionnaire import ITEMS, REASONS
from deskq.ratings.rules import Screen
from deskq.sms.models import VisitorPhone, number_index


class Shown:
    """What the screens of the queue show of ratings (see queue/ratings_port.py)."""

    def shown(self, session: Session, ticket: Ticket, office: Office) -> RatingShown:
        until = rules.closes_at(ticket, office.rate_hours)
        if until is None:
            return RatingShown()
        given = session.get(Rating, ticket.id, populate_existing=True)
        if given is None:
            return RatingShown("open" if clock.now() <= until else "late", rules.ending(ticket), until)
        said = given.words_at is not None
        offered = [] if said else left(session, given)
        return RatingShown("given", given.ending, until, said, offered, REASONS_SHOWN)

    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> GroupMean:
        """Of this month, or as long as that is too few of the month before; nothing of today."""
        size, month = max(office.rate_group, rules.SMALLEST_GROUP), day // 100
        begun = day_begins(jalali.gregorian(day), clock.zone(), office.day_starts)
        for each in (month, month - 1 if month % 100 > 1 else month - 100 + 11):
            count, mean = rules.mean(_month(session, counter_id, each, day, begun), size)
            if mean is not None:
                return count, mean, size
        return 0, None, size


REASONS_SHOWN = [(code, name) for code, (_, name) in REASONS.items()]


def _month(session: Session, counter_id: int, month: int, today: int, begun: datetime) -> list[int]:
    """Scores of a counter's month, marked ones apart, in the order given: the whole groups among them stay the same
    whatever comes later. Neither the day nor the rating may be of today, which has ``begun`` then."""
    given = select(Rating.score).where(Rating.counter_id == counter_id, Rating.mark.is_(None), Rating.given_at < begun)
    days = given.where(Rating.day >= month * 100, Rating.day < min(today, month * 100 + 99))
    return list(session.scalars(days.order_by(Rating.given_at, Rating.ticket_id)))


def asked(rating: Rating) -> list[tuple[str, Name]]:
    """The questions that follow this rating."""
    return [(code, ITEMS[code].name) for code in rating.asked.split(",") if code in ITEMS]


def left(session: Session, rating: Rating) -> list[tuple[str, Name]]:
    """Those of them that were not answered yet."""
    done = answered(session, rating.ticket_id)
    return [(code, name) for code, name in asked(rating) if code not in done]


def rating(session: Session, ticket_id: int) -> Rating | None:
    return session.get(Rating, ticket_id, populate_existing=True)


def just_given(session: Session, ticket_id: int, at: Screen) -> Rating:
    """The rating given at this shared screen just now, or the refusal that says it is none."""
    found = rating(session, ticket_id)
    rules.check_just_given(found, at, clock.now())
    assert found is not None
    return found


def visit(session: Session, ticket_id: int) -> Ticket | None:
    return session.get(Ticket, ticket_id, populate_existing=True)


def answered(session: Session, ticket_id: int) -> set[str]:
    """The questions answered of this visit."""
    return set(session.scalars(select(RatingAnswer.item).where(RatingAnswer.ticket_id == ticket_id)))


def unrated_of(session: Session, office_id: int, number: str, hours: int, now: datetime) -> int | None:
    """The visit of this telephone number that ended last and can still be rated."""
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


def of_today(session: Session, office: Office, typed: str) -> Ticket | None:
    """The visit of today with this number, as people type it."""
    return ticket_queries.by_code(session, office.id, business_day(office, clock.now()), typed)
