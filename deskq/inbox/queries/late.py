"""How many open messages each unit has, and how many of them are late."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.messages.models import NO_REPORT, OPEN, Message
from deskq.work.rules import Count


def by_unit(session: Session, office_id: int) -> dict[int, Count]:
    """Without confidential reports, because their existence is confidential as well; a message whose clock waits is not
    late."""
    overdue = case(((Message.due_at <= clock.now()) & Message.waits_for.is_(None), 1), else_=0)
    wanted = select(Message.unit_id, func.count(), func.sum(overdue)).where(
        OPEN, NO_REPORT, Message.office_id == office_id
    )
    found = session.execute(wanted.group_by(Message.unit_id))
    return {unit: Count(open_, int(late)) for unit, open_, late in found}
