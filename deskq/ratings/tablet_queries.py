"""What the tablet of a counter shows: the visit that ended last there, until it is rated."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.text.names import Name
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue.events import TicketCalled, TicketFinished, TicketResumed
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import screen_version
from deskq.ratings import queries, rules
from deskq.ratings.models import Rating

#: How long after the tap a tablet still shows its question.
QUESTION_WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TabletVisit:
    id: int
    code: str
    ending: str | None


@dataclass(frozen=True, slots=True)
class TabletState:
    """State of the tablet. ``visit``: the last one there, until it is rated. ``questions``: (code, name) of those that
    follow the tap just now; ``rated``: the ticket id of that tap."""

    version: int
    at: datetime
    office: Name
    counter: int
    visit: TabletVisit | None
    questions: list[tuple[str, Name]]
    rated: int | None = None


def tablet(session: Session, counter: Counter) -> TabletState:
    office = office_queries.office(session, counter.office_id)
    today = business_day.number_at(office, clock.now())
    tapped = _rating_just_given(session, counter, today)
    return TabletState(
        version=screen_version(session, office.id),
        at=clock.now(),
        office=office.name,
        counter=counter.number,
        visit=_last_unrated_visit(session, counter, today),
        questions=queries.asked_questions(tapped) if tapped is not None and tapped.words_at is None else [],
        rated=tapped.ticket_id if tapped is not None else None,
    )


def _rating_just_given(session: Session, counter: Counter, today: int) -> Rating | None:
    """The rating just given at this tablet."""
    tapped = select(Rating).where(Rating.counter_id == counter.id, Rating.day == today, Rating.source == "tablet")
    recent = tapped.where(Rating.given_at > clock.now() - QUESTION_WINDOW).order_by(Rating.given_at.desc()).limit(1)
    return session.scalars(recent).first()


def _last_unrated_visit(session: Session, counter: Counter, today: int) -> TabletVisit | None:
    """The visit that ended last at this counter, if nobody has come to it since and it is not yet rated."""
    wanted = (
        select(Ticket, Rating.ticket_id)
        .outerjoin(Rating, Rating.ticket_id == Ticket.id)
        .where(Ticket.counter_id == counter.id, Ticket.state == "done", Ticket.day == today)
        .order_by(Ticket.since.desc(), Ticket.id.desc())
        .limit(1)
    )
    found = session.execute(wanted).first()
    if found is None or found[1] is not None or _another_visitor_came(session, counter, found[0]):
        return None
    return TabletVisit(found[0].id, found[0].code, rules.ending(found[0]))


def _another_visitor_came(session: Session, counter: Counter, last: Ticket) -> bool:
    """Whether another visitor was called or resumed there since, whatever became of them (absent, on hold,
    transferred): they may be the one in front of the tablet."""
    finished = (Entry.ticket_id == last.id, Entry.kind == TicketFinished.kind)
    ended = select(func.coalesce(func.max(Entry.sequence), 0)).where(*finished).scalar_subquery()
    came = (Entry.counter_id == counter.id, Entry.kind.in_((TicketCalled.kind, TicketResumed.kind)))
    since = (Entry.office_id == counter.office_id, Entry.sequence > ended)
    return bool(session.scalar(select(exists().where(*since, *came))))
