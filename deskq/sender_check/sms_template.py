"""The SMS with the code that opens a message. It contains no link (see sms/templates.py)."""

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.sender_check import queries
from deskq.sms.one_time_code import sms_template

WORDS = {
    "fa": "کد شما برای دیدن پیام: {code}\nآن را به کسی نگویید.",
    "en": "Your code to open your message: {code}\nTell it to nobody.",
}


def render(session: Session, office_id: int, about: str) -> tuple[str, str] | None:
    """(number, text), or None when the code is no longer valid."""
    found = queries.text_of_code(session, office_id, about, clock.now())
    return sms_template.of_code(session, office_id, found, WORDS, queries.SENDER.purpose)
