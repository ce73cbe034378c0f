"""Reads the questions of categories."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.message_settings.models import MessageQuestion


def of_office(session: Session, office_id: int) -> dict[int, MessageQuestion]:
    """All questions by id, category by category, in list order."""
    wanted = select(MessageQuestion).where(MessageQuestion.office_id == office_id)
    order = (MessageQuestion.category_id, MessageQuestion.position, MessageQuestion.id)
    return {row.id: row for row in session.scalars(wanted.order_by(*order))}


def of_category(session: Session, office_id: int, category_id: int | None) -> list[MessageQuestion]:
    """The questions of a category, in list order."""
    if category_id is None:
        return []
    mine = (MessageQuestion.office_id == office_id, MessageQuestion.category_id == category_id)
    wanted = select(MessageQuestion).where(*mine, MessageQuestion.offered)
    return list(session.scalars(wanted.order_by(MessageQuestion.position, MessageQuestion.id)))


def are_asked(session: Session, office_id: int) -> bool:
    """Whether any category has questions."""
    wanted = select(MessageQuestion.id).where(MessageQuestion.office_id == office_id, MessageQuestion.offered)
    return session.scalars(wanted.limit(1)).first() is not None
