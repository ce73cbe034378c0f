"""Texts of the SMS about a message: code and deadline, new deadline, answer, reopened. They contain no link (see
sms/templates.py) and nothing the citizen wrote."""

from collections.abc import Iterator
from datetime import date

from flask import current_app
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.message_settings.kinds import REPORT
from deskq.messages import tracking_code
from deskq.messages.models import Message, Sender
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.deadlines import last_day
from deskq.messages.rules.transitions import LIVE
from deskq.office import config_cache
from deskq.sms import phone_numbers
from deskq.sms import rules as sms_rules

REGISTERED, EXTENDED, ANSWERED, REOPENED = "filed", "extended", "answered", "reopened"
#: In place of a new deadline while its clock stands.
PAUSED = "paused"
#: {(for whom it waits, language): in words}
WHOM = {
    ("citizen", "fa"): "پاسخ شهروند", ("citizen", "en"): "a citizen’s reply",
    ("outside", "fa"): "سازمان دیگر", ("outside", "en"): "another body",
}  # fmt: skip
PARTS_WITH_QUESTION = 2
#: Added where replies by SMS arrive here: one digit answers.
HELPED = {"fa": "کمک کرد؟ پیامک کنید: ۱ بله، ۲ نه", "en": "Did it help? Text 1 for yes, 2 for no."}
#: {what it is about: the states in which that is still true}
VALID_IN = {REGISTERED: LIVE, EXTENDED: LIVE, REOPENED: LIVE, ANSWERED: ("answered", "closed")}
WORDS = {
    (REGISTERED, "fa"): "پیام شما ثبت شد.\nکد رهگیری: {code}\nپاسخ تا {day}",
    (REGISTERED, "en"): "Your message is registered.\nTracking code: {code}\nAnswer by {day}",
    (EXTENDED, "fa"): "مهلت پاسخ پیام {code} تغییر کرد: تا {day}",
    (EXTENDED, "en"): "Message {code}: you will now have an answer by {day}",
    (PAUSED, "fa"): "پیام {code} در انتظار {whom} است. روز تازهٔ پاسخ پس از آن حساب می‌شود، حداکثر {day}",
    (PAUSED, "en"): "Message {code} waits for {whom}. The new day of the answer follows then, {day} at the latest.",
    (ANSWERED, "fa"): "پیام {code} پاسخ داده شد: صفحهٔ پیگیری یا تلفن ۱۳۷",
    (ANSWERED, "en"): "We have answered message {code}: see the tracking page, or call 137.",
    (REOPENED, "fa"): "پیام {code} دوباره باز شد.\nپاسخ تا {day}",
    (REOPENED, "en"): "Message {code} is open again.\nAnswer by {day}",
}


def about(kind: str, message_id: int, step: int = 0) -> str:
    """Key of one SMS, by the step it reports: a message may be answered or extended more than once."""
    return f"{kind} {message_id} {step}"


def is_wanted(message: Message, sender: Sender) -> bool:
    """Only to a mobile number whose owner wants SMS; never about a confidential report."""
    return message.kind != REPORT and sender.texts and phone_numbers.is_mobile(sender.phone)


def render(session: Session, office_id: int, subject: str) -> tuple[str, str] | None:
    """(number, text), or None when it is no longer true."""
    kind, number, _ = subject.split()
    found = message_queries.by_id(session, office_id, int(number))
    if found is None:
        return None
    sender = message_queries.sender(session, found.id)
    primary = message_queries.primary(session, found)
    if not is_wanted(found, sender) or primary.state not in VALID_IN[kind]:
        return None
    if kind == EXTENDED and primary.due_at <= clock.now():
        return None  # a date that has passed is no promise
    texts = list(_versions(session, kind, found, primary))
    if kind == ANSWERED and current_app.config["SMS_REPLIES"] and found.duplicate_of_id is None:
        asking = (f"{text}\n{HELPED[found.language]}" for text in texts)
        return sender.phone, sms_rules.first_within(PARTS_WITH_QUESTION, asking)
    return sender.phone, sms_rules.first_single_part(texts)


def _versions(session: Session, kind: str, found: Message, primary: Message) -> Iterator[str]:
    """The office's name is left out first where it does not fit into one part, then the weekday."""
    language = found.language
    day = last_day(primary.due_at, clock.zone())
    whom = WHOM.get((primary.waits_for or "", language), "")
    if kind == EXTENDED and whom:
        kind = PAUSED
    office = config_cache.of(session, found.office_id).office.name.in_language(language)
    for written_day in (jalali.written_date(day, language), short_day(day, language)):
        said = WORDS[kind, language].format(code=tracking_code.isolated(found.code), day=written_day, whom=whom)
        said = persian.persian_digits(said) if language == "fa" else said
        yield f"{office}\n{said}"
        yield said


def short_day(day: date, language: str) -> str:
    return jalali.short_date(day) if language == "fa" else f"{day.day} {day:%B}"
