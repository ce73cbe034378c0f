"""Imports of messages, and the messages that they brought."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.message_import.models import WORKING, MessageImport
from deskq.messages.models import Message


def imports(session: Session, office_id: int) -> list[MessageImport]:
    """The latest first."""
    wanted = select(MessageImport).where(MessageImport.office_id == office_id)
    return list(session.scalars(wanted.order_by(MessageImport.id.desc()).limit(50)))


def by_id(session: Session, office_id: int, import_id: int) -> MessageImport | None:
    wanted = select(MessageImport).where(MessageImport.office_id == office_id, MessageImport.id == import_id)
    return session.scalars(wanted).one_or_none()


def next_to_work(session: Session) -> tuple[int, int] | None:
    """(office, import) of the oldest one that has something to be done."""
    wanted = select(MessageImport.office_id, MessageImport.id).where(MessageImport.state.in_(WORKING))
    row = session.execute(wanted.order_by(MessageImport.id).limit(1)).first()
    return (row[0], row[1]) if row is not None else None


def standing_messages(session: Session, office_id: int, import_id: int, most: int) -> list[Message]:
    """Messages of an import that are not taken back yet."""
    wanted = select(Message).where(Message.office_id == office_id, Message.import_id == import_id)
    return list(session.scalars(wanted.where(Message.state != "withdrawn").order_by(Message.id).limit(most)))


def known_keys(session: Session, office_id: int, keys: list[str]) -> set[str]:
    """Those of these request keys that a message has."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        wanted = select(Message.request_key).where(
            Message.office_id == office_id, Message.request_key.in_(keys[start : start + 500])
        )
        found |= set(session.scalars(wanted))
    return found


def count_messages(session: Session, office_id: int, import_id: int) -> int:
    wanted = select(func.count()).select_from(Message)
    return session.scalar(wanted.where(Message.office_id == office_id, Message.import_id == import_id)) or 0
