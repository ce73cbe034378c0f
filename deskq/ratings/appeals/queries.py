"""Queries of appeals: the clerk's own, without anything about the rating; those of the inspectorate, with
everything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from deskq.core.errors import NotFound
from deskq.office.models import Counter, Office
from deskq.queue.models import Ticket
from deskq.ratings import rules
from deskq.ratings.models import Rating, RatingAppeal
from deskq.staff.models import Person

MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ClerkAppeal:
    """What a clerk sees of their own appeal."""

    day: int
    code: str
    why: str
    made_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class AppealListItem:
    """What the inspectorate sees in its list. ``until``: the visit can be rated until then; None once that is over."""

    id: int
    day: int
    code: str
    clerk: str
    counter: int | None
    made_at: datetime
    state: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AppealDetails:
    """One appeal with its visit and rating; ``rating`` is None when the visit was not rated."""

    row: RatingAppeal
    listed: AppealListItem
    visit: Ticket
    rating: Rating | None
    decided_by: str


def clerk_appeals(session: Session, person_id: int) -> list[ClerkAppeal]:
    """The clerk's appeals, newest first."""
    wanted = (
        select(RatingAppeal.day, Ticket.code, RatingAppeal.why, RatingAppeal.made_at, RatingAppeal.state)
        .join(Ticket, Ticket.id == RatingAppeal.ticket_id)
        .where(RatingAppeal.person_id == person_id)
        .order_by(RatingAppeal.id.desc())
        .limit(MAX_SHOWN)
    )
    return [ClerkAppeal(*row) for row in session.execute(wanted)]


def appeal_list(session: Session, office_id: int, now: datetime) -> list[AppealListItem]:
    """Undecided appeals first, oldest first; then the decided, newest first."""
    waits = case((RatingAppeal.state == "open", RatingAppeal.id), else_=None)
    first = case((RatingAppeal.state == "open", 0), else_=1)
    wanted = _rows(office_id).order_by(first, waits, RatingAppeal.id.desc()).limit(MAX_SHOWN)
    hours = session.get_one(Office, office_id).rate_hours
    return [_list_item(row, visit, clerk, number, hours, now) for row, visit, clerk, number in session.execute(wanted)]


def undecided_count(session: Session, office_id: int) -> int:
    """How many appeals are undecided."""
    wanted = select(func.count()).where(RatingAppeal.office_id == office_id, RatingAppeal.state == "open")
    return session.scalar(wanted) or 0


def appeal_details(session: Session, office_id: int, appeal_id: int, now: datetime) -> AppealDetails:
    """One appeal with its visit and rating, for the inspectorate; ``NotFound`` when there is none."""
    found = session.execute(_rows(office_id).where(RatingAppeal.id == appeal_id)).first()
    if found is None:
        raise NotFound
    row, visit, clerk, number = found
    decided_by = session.get(Person, row.decided_by) if row.decided_by else None
    return AppealDetails(
        row=row,
        listed=_list_item(row, visit, clerk, number, session.get_one(Office, office_id).rate_hours, now),
        visit=visit,
        rating=session.get(Rating, visit.id),
        decided_by=decided_by.name if decided_by else "",
    )


def _rows(office_id: int) -> Any:
    return (
        select(RatingAppeal, Ticket, Person.name, Counter.number)
        .join(Ticket, Ticket.id == RatingAppeal.ticket_id)
        .join(Person, Person.id == RatingAppeal.person_id)
        .outerjoin(Counter, Counter.id == Ticket.counter_id)
        .where(RatingAppeal.office_id == office_id)
    )


def _list_item(
    row: RatingAppeal, visit: Ticket, clerk: str, number: int | None, hours: int, now: datetime
) -> AppealListItem:
    until = rules.closes_at(visit, hours)
    ahead = until if until is not None and until >= now else None
    return AppealListItem(row.id, row.day, visit.code, clerk, number, row.made_at, row.state, ahead)
