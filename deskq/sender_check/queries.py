"""How the sender of a message is verified, and the SMS with a code."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.citizen_check import queries
from deskq.citizen_check.checks import CitizenCheck
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.sender_check import rules
from deskq.sender_check.models import SenderBrowser, SenderCheck
from deskq.sms.one_time_code import queries as code_queries

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
