"""Reading ratings: whether a visit can be rated, and a counter's day as a group."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import clock
from deskq.office import queries as office_queries
from deskq.office.models import Counter, Office
from deskq.persian import Name
from deskq.queue import boards
from deskq.queue.models import Ticket
from deskq.ratings import rules
from deskq.ratings.models import Rating


class Shown:
    """What the queue's screens show of ratings (see boards.Ratings)."""

    def state_of(self, session: Session, ticket: Ticket, office: Office) -> tuple[boards.RatingState, datetime | None]:
        until = rules.closes_at(ticket, office.rate_hours)
        if ticket.state != "done" or until is None:
            return "no", None
        if session.scalar(select(Rating.ticket_id).where(Rating.ticket_id == ticket.id)) is not None:
            return "given", None
        return ("open", until) if clock.now() <= until else ("late", until)

    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> tuple[int, float | None]:
        given = select(Rating.score).where(Rating.counter_id == counter_id, Rating.day == day)
        scores = list(session.scalars(given.order_by(Rating.given_at, Rating.ticket_id)))
        return len(scores), rules.mean(scores, office.rate_group)

    def reasons(self) -> list[tuple[str, Name]]:
        return list(rules.REASONS.items())


@dataclass(frozen=True, slots=True)
class Visit:
    id: int
    code: str


@dataclass(frozen=True, slots=True)
class Tablet:
    """What the tablet of a counter shows; ``visit`` is the last one there, while it waits for its rating."""

    version: int
    at: datetime
    office: Name
    counter: int
    visit: Visit | None


def tablet(session: Session, counter: Counter) -> Tablet:
    office = office_queries.office(session, counter.office_id)
    return Tablet(
        boards.version(session, office.id), clock.now(), office.name, counter.number, _visit(session, counter)
    )


def _visit(session: Session, counter: Counter) -> Visit | None:
    """The visit that ended last at this counter, if nobody has been called since and it is not yet rated."""
    wanted = (
        select(Ticket.id, Ticket.code, Ticket.state, Rating.ticket_id)
        .outerjoin(Rating, Rating.ticket_id == Ticket.id)
        .where(Ticket.counter_id == counter.id, Ticket.state.in_(("called", "serving", "done")))
        .where(Ticket.day == boards.business_day(office_queries.office(session, counter.office_id), clock.now()))
        .order_by(Ticket.since.desc(), Ticket.id.desc())
        .limit(1)
    )
    found = session.execute(wanted).first()
    if found is None or found[2] != "done" or found[3] is not None:
        return None
    return Visit(found[0], found[1])
