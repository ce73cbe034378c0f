"""Text messages that came in."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.sms_inbound.models import IncomingText


def text_in(session: Session, office_id: int, text_id: int) -> IncomingText | None:
    mine = (IncomingText.office_id == office_id, IncomingText.id == text_id)
    return session.scalars(select(IncomingText).where(*mine)).one_or_none()


def text_by_key(session: Session, office_id: int, key: str) -> IncomingText | None:
    mine = (IncomingText.office_id == office_id, IncomingText.key == key)
    return session.scalars(select(IncomingText).where(*mine)).one_or_none()


def texts_since(session: Session, phone_index: str, since: datetime) -> int:
    """How many of one number were taken since then."""
    mine = (IncomingText.phone_index == phone_index, IncomingText.at > since)
    return session.scalar(select(func.count()).select_from(IncomingText).where(*mine)) or 0
