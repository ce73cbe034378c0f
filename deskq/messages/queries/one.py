"""One message and what belongs to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages.models import Feedback, Message, Photo, Sender, Step


def by_id(session: Session, office_id: int, message_id: int) -> Message | None:
    return session.scalars(
        select(Message).where(Message.office_id == office_id, Message.id == message_id)
    ).one_or_none()


def by_code(session: Session, office_id: int, code: str) -> Message | None:
    return session.scalars(select(Message).where(Message.office_id == office_id, Message.code == code)).one_or_none()


def by_request_key(session: Session, office_id: int, key: str) -> Message | None:
    wanted = select(Message).where(Message.office_id == office_id, Message.request_key == key)
    return session.scalars(wanted).one_or_none()


def sender(session: Session, message_id: int) -> Sender:
    return session.get_one(Sender, message_id)


def steps(session: Session, message_id: int) -> list[Step]:
    """In order, the first first."""
    return list(session.scalars(select(Step).where(Step.message_id == message_id).order_by(Step.id)))


def units_of(session: Session, message_id: int) -> set[int]:
    """Every unit that had it."""
    found = session.execute(select(Step.unit_id, Step.from_unit_id).where(Step.message_id == message_id))
    return {unit for row in found for unit in row if unit is not None}


def words_added(session: Session, message_id: int) -> list[str]:
    """What its citizen added since."""
    wanted = select(Step.words).where(Step.message_id == message_id, Step.verb.in_(("add", "reopen", "object")))
    return list(session.scalars(wanted))


def photos(session: Session, message_id: int, *kinds: str) -> list[Photo]:
    wanted = select(Photo).where(Photo.message_id == message_id).order_by(Photo.id)
    return list(session.scalars(wanted.where(Photo.kind.in_(kinds)) if kinds else wanted))


def files(session: Session) -> set[str]:
    """Every picture that a message has."""
    return set(session.scalars(select(Photo.file).distinct()))


def feedback_of(session: Session, message_id: int) -> Feedback | None:
    """The call about it that is still to be made."""
    wanted = select(Feedback).where(Feedback.message_id == message_id, Feedback.outcome.is_(None))
    return session.scalars(wanted.limit(1)).first()
