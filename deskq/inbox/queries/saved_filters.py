"""Reads saved filters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.inbox.models import SavedFilter


def of_person(session: Session, person_id: int) -> list[SavedFilter]:
    """The filters of a person, in the order in which they were saved."""
    wanted = select(SavedFilter).where(SavedFilter.person_id == person_id)
    return list(session.scalars(wanted.order_by(SavedFilter.id)))


def one(session: Session, person_id: int, filter_id: int) -> SavedFilter | None:
    found = session.get(SavedFilter, filter_id, populate_existing=True)
    return found if found is not None and found.person_id == person_id else None
