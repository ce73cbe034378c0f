"""When a code by SMS was asked for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.sms.models import Notice


def sent_at(session: Session, office_id: int, about: str) -> datetime | None:
    """Time at which the SMS with this subject was asked for; None if there was none or it was already deleted."""
    wanted = select(Notice.made_at).where(Notice.office_id == office_id, Notice.about == about)
    return session.scalars(wanted).one_or_none()
