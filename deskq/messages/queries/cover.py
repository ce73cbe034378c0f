"""Open messages of units that have nobody, and what their history says about it."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from deskq.messages.models import OPEN, Message, Step
from deskq.messages.queries.visibility import unrestricted
from deskq.messages.rules.cover import COVER, OWN_AGAIN


def last_steps(session: Session, office_id: int) -> dict[int, Step]:
    """{open message: its last step that says who reads it}"""
    about = (Step.verb.in_((COVER, OWN_AGAIN)), OPEN, Message.office_id == office_id)
    newest = select(func.max(Step.id)).join(Message, Message.id == Step.message_id).where(*about)
    wanted = select(Step).where(Step.id.in_(newest.group_by(Step.message_id)))
    return {step.message_id: step for step in session.scalars(wanted)}


def open_messages(session: Session, office_id: int, units: Collection[int], said: Mapping[int, Step]) -> list[Message]:
    """Open messages of these units, and those that another unit reads by their history; none that is restricted."""
    covered = [message_id for message_id, step in said.items() if step.verb == COVER]
    which = or_(Message.unit_id.in_(units), Message.id.in_(covered))
    wanted = select(Message).where(Message.office_id == office_id, OPEN, unrestricted(), which)
    return list(session.scalars(wanted.order_by(Message.id)))
