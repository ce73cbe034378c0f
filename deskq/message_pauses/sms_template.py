"""The SMS that asks a citizen something about their message. It contains no link (see sms/templates.py)."""

from collections.abc import Iterator

from flask import current_app
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import persian
from deskq.message_pauses import queries
from deskq.message_pauses.models import MessagePause
from deskq.message_pauses.rules import CITIZEN
from deskq.messages import sms_templates, tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.deadlines import last_day
from deskq.office import config_cache
from deskq.sms import rules as sms_rules

ASKED = "asked_back"
#: A question of more SMS parts is not in the SMS; the citizen reads it on the tracking page.
MOST_PARTS = 5
WORDS = {
    ("asked", "fa"): "دربارهٔ پیام {code} می‌پرسیم: {question}",
    ("asked", "en"): "About message {code}, please tell us: {question}",
    ("hidden", "fa"): "دربارهٔ پیام {code} پرسشی از شما داریم: در صفحهٔ پیگیری",
    ("hidden", "en"): "We have a question about message {code}: see the tracking page",
    ("reply", "fa"): "لطفاً تا {day} همین پیامک را پاسخ دهید.",
    ("reply", "en"): "Please reply to this SMS by {day}.",
    ("page", "fa"): "لطفاً تا {day} در صفحهٔ پیگیری یا به ۱۳۷ پاسخ دهید.",
    ("page", "en"): "Please reply on the tracking page or call 137 by {day}.",
}


def about(message_id: int, step: int) -> str:
    """Subject of the SMS, with the step of the question, because a citizen may be asked more than once."""
    return f"{ASKED} {message_id} {step}"


def render(session: Session, office_id: int, subject: str) -> tuple[str, str] | None:
    """(number, text), or None if this question no longer waits for a reply."""
    message_id, step = (int(word) for word in subject.split()[1:])
    found = message_queries.by_id(session, office_id, message_id)
    pause = queries.running(session, message_id)
    if found is None or found.waits_for != CITIZEN or pause is None or pause.step_id != step:
        return None
    sender = message_queries.sender(session, message_id)
    if not sms_templates.is_wanted(found, sender):
        return None
    return sender.phone, next(text for text in _versions(session, found, pause) if _is_short(text))


def _is_short(text: str) -> bool:
    return sms_rules.part_count(text) <= MOST_PARTS


def _versions(session: Session, found: Message, pause: MessagePause) -> Iterator[str]:
    language = found.language
    question = queries.step_of(session, pause).words
    day = sms_templates.short_day(last_day(pause.until, clock.zone()), language)
    how = WORDS["reply" if current_app.config["SMS_INBOUND_KEY"] else "page", language].format(day=day)
    code = tracking_code.isolated(found.code)
    office = config_cache.of(session, found.office_id).office.name.in_language(language)
    for said in (f"{WORDS['asked', language].format(code=code, question=question)}\n{how}",
                 WORDS["hidden", language].format(code=code)):  # fmt: skip
        yield f"{office}\n{persian.persian_digits(said) if language == 'fa' else said}"
