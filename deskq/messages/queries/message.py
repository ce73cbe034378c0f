"""One message by id, code or photo, and its rows: sender, steps, photos, calls."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.messages.models import Feedback, Message, Photo, Sender, Step
from deskq.messages.queries.visibility import visible
from deskq.messages.rules import texted_codes
from deskq.messages.rules.transitions import CITIZEN_TEXT_VERBS
from deskq.messages.rules.visibility import Viewer


def by_id(session: Session, office_id: int, message_id: int) -> Message | None:
    return session.scalars(
        select(Message).where(Message.office_id == office_id, Message.id == message_id)
    ).one_or_none()


def seen_among(session: Session, office_id: int, viewer: Viewer, ids: Collection[int]) -> list[Message]:
    """Of these messages, those this viewer sees."""
    wanted = select(Message).where(Message.office_id == office_id, Message.id.in_(ids), visible(viewer))
    return list(session.scalars(wanted))


def by_code(session: Session, office_id: int, code: str) -> Message | None:
    return session.scalars(select(Message).where(Message.office_id == office_id, Message.code == code)).one_or_none()


def offices_of_code(session: Session, code: str) -> set[int]:
    """The offices that gave this code: one, unless two were alike by chance."""
    return set(session.scalars(select(Message.office_id).where(Message.code == code)))


def by_file(session: Session, office_id: int, file: str) -> list[Message]:
    """The messages to which this picture belongs: the same picture may have been sent twice."""
    wanted = select(Message).join(Photo, Photo.message_id == Message.id)
    return list(session.scalars(wanted.where(Message.office_id == office_id, Photo.file == file).limit(20)))


def primary(session: Session, message: Message) -> Message:
    """The message that is worked on: the one this is a duplicate of, else itself."""
    found = by_id(session, message.office_id, message.duplicate_of_id) if message.duplicate_of_id is not None else None
    return found or message


def by_request_key(session: Session, office_id: int, key: str) -> Message | None:
    wanted = select(Message).where(Message.office_id == office_id, Message.request_key == key)
    return session.scalars(wanted).one_or_none()


def sender(session: Session, message_id: int) -> Sender:
    return session.get_one(Sender, message_id)


def sent_in_with(session: Session, office_id: int, phone_index: str | None, since: datetime) -> int:
    """Number of messages with this phone number (its keyed hash) that citizens sent in after ``since``, without those
    that came by SMS."""
    wanted = (
        select(func.count())
        .select_from(Sender)
        .join(Message, Message.id == Sender.message_id)
        .where(
            Sender.phone_index == phone_index,
            Message.office_id == office_id,
            Message.registered_at > since,
            Message.taken_by_id.is_(None),
            Message.channel != texted_codes.FROM_PHONE,
        )
    )
    return session.scalar(wanted) or 0


def steps(session: Session, message_id: int) -> list[Step]:
    """The history of a message, the oldest step first."""
    return list(session.scalars(select(Step).where(Step.message_id == message_id).order_by(Step.id)))


def units_of(session: Session, message_id: int) -> set[int]:
    """Ids of every unit that had the message, or has it."""
    found = session.execute(select(Step.unit_id, Step.from_unit_id).where(Step.message_id == message_id))
    return {unit for row in found for unit in row if unit is not None}


def words_added(session: Session, message_id: int) -> list[str]:
    """What its citizen added since, the last first."""
    wanted = select(Step.words).where(Step.message_id == message_id, Step.verb.in_(CITIZEN_TEXT_VERBS))
    return list(session.scalars(wanted.order_by(Step.id.desc())))


def added_since(session: Session, message_id: int, since: datetime) -> int:
    """How often its citizen added something."""
    wanted = select(func.count()).where(Step.message_id == message_id, Step.verb == "add", Step.at > since)
    return session.scalar(wanted) or 0


def photos(session: Session, message_id: int, *kinds: str) -> list[Photo]:
    wanted = select(Photo).where(Photo.message_id == message_id).order_by(Photo.id)
    return list(session.scalars(wanted.where(Photo.kind.in_(kinds)) if kinds else wanted))


def files(session: Session, among: Collection[str] | None = None) -> set[str]:
    """Every picture that a message has; or those of ``among`` that one has."""
    wanted = select(Photo.file).distinct()
    return set(session.scalars(wanted if among is None else wanted.where(Photo.file.in_(among))))


def answered_last_of(session: Session, office_id: int, index: str, since: datetime) -> Message | None:
    """The message of a number (its keyed hash) that was answered last, since then."""
    wanted = (
        select(Message)
        .join(Sender, Sender.message_id == Message.id)
        .where(
            Message.office_id == office_id,
            Sender.phone_index == index,
            Message.state.in_(("answered", "closed")),
            Message.answered_at >= since,
        )
    )
    return session.scalars(wanted.order_by(Message.answered_at.desc(), Message.id.desc()).limit(1)).first()


def last_feedback_of(session: Session, message_id: int) -> Feedback | None:
    """The newest one, open or not: of the last answer."""
    wanted = select(Feedback).where(Feedback.message_id == message_id).order_by(Feedback.id.desc())
    return session.scalars(wanted.limit(1)).first()


def feedback_of(session: Session, message_id: int) -> Feedback | None:
    """The call about it that is still to be made."""
    wanted = select(Feedback).where(Feedback.message_id == message_id, Feedback.outcome.is_(None))
    return session.scalars(wanted.limit(1)).first()


def has_photo(session: Session, office_id: int, codes: list[str], file: str, *kinds: str) -> bool:
    """Whether a photo belongs to one of these messages, or proves the work on the message that one of them is a
    duplicate of."""
    mine = select(Message.id, Message.duplicate_of_id).where(Message.office_id == office_id, Message.code.in_(codes))
    own, others = set(), set()
    for message_id, primary_id in session.execute(mine):
        own.add(message_id)
        others.add(primary_id)
    wanted = select(Photo.kind, Photo.message_id).where(Photo.file == file, Photo.message_id.in_({*own, *others}))
    return any(
        (message_id in own or kind == "proof") and (not kinds or kind in kinds)
        for kind, message_id in session.execute(wanted)
    )
