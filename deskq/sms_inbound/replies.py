"""Texts of replies to inbound SMS: to a code the state, nothing personal, no link; to a rating thanks and the word
that starts a complaint or praise."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from deskq.application_ratings import queries as rating_queries
from deskq.application_ratings import rules as rating_rules
from deskq.applications.models import phone_index as applicants_index
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
HELPED = {"fa": "سپاس که گفتید کمک کرد.", "en": "Thank you for telling us that it helped."}
REOPENED = {
    "fa": "پیامتان دوباره باز شد. اگر می‌خواهید، بنویسید چه مانده است.",
    "en": "Your message is open again. You may text what is still wrong.",
}
YES_NO = {"fa": "پیامک کنید: ۱ بله، ۲ نه", "en": "Text 1 for yes, 2 for no."}
WORDS = {
    "fa": ("پیام {code}: {state}", "؛ {unit}", "، پاسخ تا {day}"),
    "en": ("Message {code}: {state}", "; {unit}", ", answer by {day}"),
}


#: In place of the day, while its clock stands: the new day follows.
WAITS = {
    ("citizen", "fa"): "، در انتظار پاسخ شما", ("citizen", "en"): ", waits for your reply",
    ("outside", "fa"): "، در انتظار سازمان دیگر", ("outside", "en"): ", waits for another body",
}  # fmt: skip


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
        return _thanks_for_answer(session, office_id, row) or _thanks(session, office_id, row.phone)
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


def _thanks_for_answer(session: Session, office_id: int, row: InboundSms) -> tuple[str, str] | None:
    """Thanks for a digit about a message, or about an application with its next question; None for a visit's."""
    if row.message_id is not None:
        found = message.by_id(session, office_id, row.message_id)
        if found is None:
            return None
        reopened = found.state in LIVE
        return row.phone, (REOPENED if reopened else HELPED)[found.language]
    index = applicants_index(row.phone)
    application = rating_queries.to_rate_of_phone(session, office_id, index, row.at) if index else None
    rating = rating_queries.rating(session, application.id) if application is not None else None
    if application is None or rating is None or rating.last_at != row.at:
        return None
    following, language = rating_rules.next_question(rating), application.language
    if following is None:
        return row.phone, THANKS[None, language]
    return row.phone, f"{rating_rules.QUESTIONS[following].in_language(language)}\n{YES_NO[language]}"


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
    waits = WAITS.get((shown.waits_for or "", found.language))
    due = waits or until.format(day=short_day(deadlines.last_day(shown.due_at, clock.zone()), found.language))
    live = shown.state in LIVE and not report
    about_units = message_settings_queries.load_settings(session, found.office_id).units
    owner = unit.format(unit=about_units[shown.unit_id].name.in_language(found.language))
    for version in ((said, owner, due), (said, due)) if live else ((said,),):
        text = "".join(version)
        yield persian.persian_digits(text) if fa else text
