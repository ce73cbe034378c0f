"""Praise for the visits of one clerk."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages.models import Message, Step
from deskq.queue.models import Ticket
from deskq.rating_followup.rules import praise_text

#: Praise that ended so was not taken for thanks.
NO_THANKS = ("unrelated", "duplicate")


def thanks_to(session: Session, office_id: int, person_id: int, before: datetime) -> list[str]:
    """The words of each praise that grew out of a visit of theirs and was read and answered before that moment, in that
    order; what came after the answer is not among them. Some are without words."""
    wanted = (
        select(Message.id, Message.body)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(Message.office_id == office_id, Message.kind == "praise", Message.state.in_(("answered", "closed")))
        .where(Message.taken_by_id.is_(None), Message.outcome.not_in(NO_THANKS), Message.erased_at.is_(None))
        .where(Ticket.clerk_id == person_id, Message.first_answered_at < before)
        .order_by(Message.first_answered_at, Message.id)
    )
    found = session.execute(wanted).all()
    added = _added(session, [message_id for message_id, _ in found])
    return [praise_text(body, added[message_id]) for message_id, body in found]


def _added(session: Session, ids: list[int]) -> dict[int, list[str]]:
    """What their visitors added until the answer."""
    wanted = select(Step.message_id, Step.words).join(Message, Message.id == Step.message_id)
    mine = (Step.message_id.in_(ids), Step.verb == "add", Step.at <= Message.first_answered_at)
    added: dict[int, list[str]] = defaultdict(list)
    for message_id, words in session.execute(wanted.where(*mine).order_by(Step.id)):
        added[message_id].append(words)
    return added
