"""The words of the answer to a text: to a code the state of the matter, nothing personal, no link; to a rating thanks,
and the word that opens the door it offers."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from deskq import clock, persian
from deskq.messages import queries, rules, tracking
from deskq.messages.incoming import IncomingText
from deskq.messages.models import Message
from deskq.messages.rules import texting
from deskq.messages.texts import short_day
from deskq.notify import numbers
from deskq.notify import rules as message_rules
from deskq.queue import queries as queue_queries

ASKED = "asked"
WRONG = "یک رقم این کد رهگیری باید اشتباه باشد. لطفاً با رسید یا پیامک مقایسه کنید."
UNKNOWN = "پیامی با این کد رهگیری نیست. لطفاً رقم‌ها را دوباره ببینید."
#: {(what the rating offers, language): thanks}
THANKS = {
    (None, "fa"): "سپاسگزاریم، نظرتان رسید.",
    (None, "en"): "Thank you, your rating has arrived.",
    ("complaint", "fa"): "سپاس. برای شکایت از این مراجعه، «شکایت» را پیامک کنید.",
    ("complaint", "en"): "Thank you. To complain about this visit, text: complaint",
    ("praise", "fa"): "سپاس. برای تقدیر از متصدی، «تقدیر» را پیامک کنید.",
    ("praise", "en"): "Thank you. To praise whoever served you, text: praise",
}
WORDS = {
    "fa": ("پیام {code}: {state}", "؛ {unit}", "، پاسخ تا {day}"),
    "en": ("Message {code}: {state}", "; {unit}", ", answer by {day}"),
}


def about(text_id: int) -> str:
    return f"{ASKED} {text_id}"


def is_wanted(row: IncomingText) -> bool:
    return numbers.is_mobile(row.phone)


def written(session: Session, office_id: int, told: str) -> tuple[str, str] | None:
    """Number and text, or None when the number has been erased meanwhile."""
    row = queries.text_in(session, office_id, int(told.split()[1]))
    if row is None or not is_wanted(row):
        return None
    if row.meaning == texting.RATES:
        return _thanks(session, office_id, row.phone)
    if row.meaning == texting.WRONG:
        return row.phone, WRONG
    found = queries.by_id(session, office_id, row.message_id) if row.message_id is not None else None
    if found is None:
        return row.phone, UNKNOWN
    return row.phone, message_rules.fitting(_versions(session, found))


def _thanks(session: Session, office_id: int, phone: str) -> tuple[str, str] | None:
    rating = queries.rated_by_text(session, office_id, phone)
    if rating is None:
        return None
    language = queue_queries.ticket_by_id(session, rating.ticket_id).language
    return phone, THANKS[rules.door(rating.score), language]


def _versions(session: Session, found: Message) -> Iterator[str]:
    """The unit is left out first, where it does not fit into one part. Of a report only that it is there."""
    state, unit, until = WORDS[found.language]
    shown, fa = queries.primary(session, found), found.language == "fa"
    report = found.kind == rules.REPORT
    name = rules.STATE_NAMES["registered" if report else shown.state].in_language(found.language)
    said = state.format(code=tracking.isolated(found.code), state=name)
    due = until.format(day=short_day(rules.last_day(shown.due_at, clock.zone()), found.language))
    live = shown.state in rules.LIVE and not report
    about_units = queries.furniture(session, found.office_id).units
    owner = unit.format(unit=about_units[shown.unit_id].name.in_language(found.language))
    for version in ((said, owner, due), (said, due)) if live else ((said,),):
        text = "".join(version)
        yield persian.persian_digits(text) if fa else text
