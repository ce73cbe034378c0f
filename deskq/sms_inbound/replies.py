"""Texts of replies to inbound SMS: to a code the state, nothing personal, no link; to a rating thanks and the word
that starts a complaint or praise."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import persian
from deskq.joining import sms_texts
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import REPORT
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.rules import deadlines
from deskq.messages.rules.transitions import LIVE, STATE_NAMES
from deskq.messages.sms_templates import short_day
from deskq.queue import queries as queue_queries
from deskq.rating_followup import queries as rating_followup_queries
from deskq.rating_followup import rules
from deskq.sms import phone_numbers
from deskq.sms import rules as sms_rules
from deskq.sms_inbound import queries, sms_parse
from deskq.sms_inbound.models import InboundSms

ASKED = "asked"
WRONG = "یکی از رقم‌های این کد رهگیری درست نیست. لطفاً آن را با رسید یا پیامک مقایسه کنید."
UNKNOWN = "پیامی با این کد رهگیری پیدا نشد. لطفاً رقم‌ها را دوباره بررسی کنید."
#: {(what the rating offers, language): thanks}
THANKS = {
    (None, "fa"): "سپاسگزاریم، نظرتان رسید.",
    (None, "en"): "Thank you, we have your rating.",
    ("complaint", "fa"): "سپاس. برای شکایت از این مراجعه، «شکایت» را پیامک کنید.",
    ("complaint", "en"): "Thank you. To complain about this visit, text: complaint",
    ("praise", "fa"): "سپاس. برای تقدیر از متصدی، «تقدیر» را پیامک کنید.",
    ("praise", "en"): "Thank you. To praise the clerk who served you, text: praise",
}
WORDS = {
    "fa": ("پیام {code}: {state}", "؛ {unit}", "، پاسخ تا {day}"),
    "en": ("Message {code}: {state}", "; {unit}", ", answer by {day}"),
}


def about(text_id: int) -> str:
    return f"{ASKED} {text_id}"


def is_wanted(row: InboundSms) -> bool:
    return phone_numbers.is_mobile(row.phone)


def render(session: Session, office_id: int, subject: str) -> tuple[str, str] | None:
    """Number and text, or None when the number has been erased meanwhile."""
    row = queries.sms_by_id(session, office_id, int(subject.split()[1]))
    if row is None or not is_wanted(row):
        return None
    if row.meaning == sms_parse.RATES:
        return _thanks(session, office_id, row.phone)
    if row.meaning in sms_parse.JOINING:
        return row.phone, _joined(session, office_id, row)
    if row.meaning == sms_parse.WRONG:
        return row.phone, WRONG
    found = message.by_id(session, office_id, row.message_id) if row.message_id is not None else None
    if found is None:
        return row.phone, UNKNOWN
    return row.phone, sms_rules.first_single_part(_versions(session, found))


def _joined(session: Session, office_id: int, row: InboundSms) -> str:
    if row.meaning == sms_parse.JOIN_WHICH:
        return sms_texts.WHICH
    if row.meaning == sms_parse.JOIN_NOT:
        return sms_texts.CLOSED
    return sms_rules.first_single_part(sms_texts.versions(session, office_id, row.phone))


def _thanks(session: Session, office_id: int, phone: str) -> tuple[str, str] | None:
    rating = rating_followup_queries.rated_by_text(session, office_id, phone)
    if rating is None:
        return None
    language = queue_queries.ticket_by_id(session, rating.ticket_id).language
    return phone, THANKS[rules.offered_kind(rating.score), language]


def _versions(session: Session, found: Message) -> Iterator[str]:
    """The unit is left out first, where it does not fit into one part. Of a report only that it is there."""
    state, unit, until = WORDS[found.language]
    shown, fa = message.primary(session, found), found.language == "fa"
    report = found.kind == REPORT
    name = STATE_NAMES["registered" if report else shown.state].in_language(found.language)
    said = state.format(code=tracking_code.isolated(found.code), state=name)
    due = until.format(day=short_day(deadlines.last_day(shown.due_at, clock.zone()), found.language))
    live = shown.state in LIVE and not report
    about_units = message_settings_queries.load_settings(session, found.office_id).units
    owner = unit.format(unit=about_units[shown.unit_id].name.in_language(found.language))
    for version in ((said, owner, due), (said, due)) if live else ((said,),):
        text = "".join(version)
        yield persian.persian_digits(text) if fa else text
