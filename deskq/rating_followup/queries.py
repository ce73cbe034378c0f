"""The rating of a visit, and the message that followed from it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages.models import Message
from deskq.rating_followup.rules import visit_key
from deskq.ratings.models import Rating
from deskq.sms.models import VisitorPhone, number_index


def score_of(session: Session, ticket_id: int) -> int | None:
    return session.scalar(select(Rating.score).where(Rating.ticket_id == ticket_id))


def of_visit(session: Session, ticket_id: int, kind: str) -> Message | None:
    """The message registered as follow-up of this visit."""
    wanted = select(Message).where(Message.ticket_id == ticket_id, Message.request_key == visit_key(kind, ticket_id))
    return session.scalars(wanted).one_or_none()


def rated_by_text(session: Session, office_id: int, phone: str) -> Rating | None:
    """The last rating that came by text message of a visit with which this number, in E.164, was left."""
    mine = (VisitorPhone.office_id == office_id, VisitorPhone.number_index == number_index(phone))
    joined = select(Rating).join(VisitorPhone, VisitorPhone.ticket_id == Rating.ticket_id)
    newest = joined.where(*mine, Rating.source == "sms").order_by(Rating.given_at.desc()).limit(1)
    return session.scalars(newest).first()
