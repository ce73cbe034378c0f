"""How much lies with whom."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.messages.models import OPEN, Message


def open_by_unit(session: Session, office_id: int) -> dict[int, int]:
    """{unit: messages that wait for an answer of it}; a unit without any is not in it."""
    wanted = select(Message.unit_id, func.count()).where(OPEN, Message.office_id == office_id)
    return {unit_id: count for unit_id, count in session.execute(wanted.group_by(Message.unit_id))}
