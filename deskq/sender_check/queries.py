"""Reads in which way the sender of a message can be verified now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.sender_check import rules
from deskq.sender_check.models import SenderBrowser, SenderCheck
from deskq.sms.one_time_code import queries as code_queries

#: First word of the subject of an SMS with a code.
CODE = "code"


def check_of(session: Session, message_id: int) -> SenderCheck:
    """The stored tries of a message, or a new row without any."""
    found = session.get(SenderCheck, message_id, populate_existing=True)
    return found or SenderCheck(message_id=message_id, wrong=0, codes=0, code_tries=0)


def known(session: Session, message_id: int, browser: str | None) -> SenderBrowser | None:
    """The row of this browser, if the sender was verified in it."""
    key = (message_id, browser)
    return session.get(SenderBrowser, key, populate_existing=True) if browser is not None else None


def digits_open(session: Session, message_id: int, browser: str | None) -> bool:
    """Whether this browser may still try the four digits."""
    row = known(session, message_id, browser)
    return rules.digits_open(row.wrong if row is not None else check_of(session, message_id).wrong)


def code_open(session: Session, message_id: int, now: datetime) -> bool:
    """Whether a code was sent that can still be entered."""
    return code_queries.is_open(check_of(session, message_id), now)


def browsers(session: Session, message_id: int) -> list[SenderBrowser]:
    """Browsers in which the sender was verified, the latest first."""
    wanted = select(SenderBrowser).where(SenderBrowser.message_id == message_id)
    return list(session.scalars(wanted.order_by(SenderBrowser.proved_at.desc())))


def subject(message_id: int, number: int) -> str:
    """Subject of the SMS with this code of a message, in the outbox."""
    return f"{CODE} {message_id} {number}"


def text_of_code(session: Session, office_id: int, about: str, now: datetime) -> tuple[str, Message, str] | None:
    """(number in E.164, message, seed of the code) of an SMS; None when the code is no longer valid."""
    message_id, number = (int(word) for word in about.split()[1:])
    found = message_queries.by_id(session, office_id, message_id)
    seed = code_queries.current_seed(check_of(session, message_id), number, now)
    if found is None or seed is None:
        return None
    sender = message_queries.sender(session, message_id)
    return (sender.phone, found, seed) if code_queries.can_be_texted(sender) else None
