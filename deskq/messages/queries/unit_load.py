"""Open messages by unit; what only the inspectorate reads is not counted."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.messages.models import OPEN, Message
from deskq.messages.queries.visibility import unrestricted


def open_by_unit(session: Session, office_id: int) -> dict[int, int]:
    """{unit: messages that wait for an answer of it}; a unit without any is not in it."""
    wanted = select(Message.unit_id, func.count()).where(OPEN, Message.office_id == office_id, unrestricted())
    return {unit_id: count for unit_id, count in session.execute(wanted.group_by(Message.unit_id))}


def is_waited_for(session: Session, unit_id: int) -> bool:
    """Whether any open message, reports included, is with this unit."""
    return session.scalars(select(Message.id).where(OPEN, Message.unit_id == unit_id).limit(1)).first() is not None
