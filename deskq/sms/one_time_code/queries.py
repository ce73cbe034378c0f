"""Who can be texted a code, whether it can still be entered, and when it was asked for."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.sms import phone_numbers
from deskq.sms.models import Notice
from deskq.sms.one_time_code import rules
from deskq.sms.one_time_code.models import CodeColumns


class Reachable(Protocol):
    """Somebody who gave a number with what they sent in."""

    @property
    def phone(self) -> str: ...
    @property
    def erased_at(self) -> datetime | None: ...


def can_be_texted(who: Reachable) -> bool:
    return who.erased_at is None and phone_numbers.is_mobile(who.phone)


def is_open(row: CodeColumns, now: datetime) -> bool:
    """Whether a code was sent that can still be entered."""
    return row.code_seed is not None and rules.is_open(row.code_until, row.code_tries, now)


def current_seed(row: CodeColumns, number: int, now: datetime) -> str | None:
    """The seed of the row's code with this number, if that is its last one and can still be entered."""
    return row.code_seed if row.codes == number and is_open(row, now) else None


def sent_at(session: Session, office_id: int, about: str) -> datetime | None:
    """Time at which the SMS with this subject was asked for; None if there was none or it was already deleted."""
    wanted = select(Notice.made_at).where(Notice.office_id == office_id, Notice.about == about)
    return session.scalars(wanted).one_or_none()


def sent_since(session: Session, office_id: int, about: Collection[str], since: datetime) -> list[rules.SentCodes]:
    """The SMS with these subjects that were asked for after ``since``."""
    wanted = select(Notice.made_at).where(Notice.office_id == office_id, Notice.about.in_(about))
    return [rules.SentCodes(at) for at in session.scalars(wanted.where(Notice.made_at > since))]
