"""Inbound SMS by id, by key, and how many of one number."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.sms_inbound.models import InboundSms


def sms_by_id(session: Session, office_id: int, text_id: int) -> InboundSms | None:
    mine = (InboundSms.office_id == office_id, InboundSms.id == text_id)
    return session.scalars(select(InboundSms).where(*mine)).one_or_none()


def sms_by_key(session: Session, office_id: int, key: str) -> InboundSms | None:
    mine = (InboundSms.office_id == office_id, InboundSms.key == key)
    return session.scalars(select(InboundSms).where(*mine)).one_or_none()


def count_since(session: Session, phone_index: str, since: datetime) -> int:
    """How many of one number were taken since then."""
    mine = (InboundSms.phone_index == phone_index, InboundSms.at > since)
    return session.scalar(select(func.count()).select_from(InboundSms).where(*mine)) or 0
