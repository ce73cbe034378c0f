"""How the sender of a message is verified, and the SMS with a code."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.citizen_check import queries
from deskq.citizen_check.checks import CitizenCheck
from deskq.messages.models import Message, Sender
from deskq.messages.queries import message as message_queries
from deskq.sender_check import rules
from deskq.sender_check.models import SenderBrowser, SenderCheck
from deskq.sms.one_time_code import queries as code_queries
from deskq.sms.one_time_code import rules as code_rules

SENDER = CitizenCheck(
    SenderCheck, SenderBrowser, "message_id", "code", "sender code", rules.TooManyTries, rules.MessageCodesUsedUp
)


def text_of_code(session: Session, office_id: int, about: str, now: datetime) -> tuple[str, Message, str] | None:
    """(number in E.164, message, seed of the code) of an SMS; None when the code is no longer valid."""
    message_id, seed = queries.row_and_seed(session, SENDER, about, now)
    found = message_queries.by_id(session, office_id, message_id)
    if found is None or seed is None:
        return None
    sender = message_queries.sender(session, message_id)
    return (sender.phone, found, seed) if code_queries.can_be_texted(sender) else None


def codes_to(session: Session, office_id: int, phone_index: str | None, since: datetime) -> list[code_rules.SentCodes]:
    """The codes asked for after ``since``, for any message with this phone number (its keyed hash)."""
    wanted = (
        select(SenderCheck.message_id, SenderCheck.codes)
        .join(Sender, Sender.message_id == SenderCheck.message_id)
        .where(Sender.phone_index == phone_index, SenderCheck.code_until > since)
    )
    about = [
        queries.subject(SENDER, message_id, codes - earlier)
        for message_id, codes in session.execute(wanted)
        for earlier in range(min(codes, code_rules.MOST_CODES))
    ]
    return code_queries.sent_since(session, office_id, about, since)
