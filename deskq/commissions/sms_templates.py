"""The SMS that a session of a commission was moved or cancelled. It names the commission, the code and the time, and
of a move the new place."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.applications.sms_templates import is_wanted
from deskq.commissions import queries
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.messages import tracking_code
from deskq.messages.sms_templates import short_day
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.sms import outbox
from deskq.sms import queries as sms_queries
from deskq.sms import rules as sms_rules

MOVED, CANCELLED = "commission_moved", "commission_cancelled"
PARTS = 2
WORDS = {
    "fa": "جلسهٔ {commission} برای درخواست {code} تغییر کرد: {day} ساعت {hour}",
    "en": "{commission}, application {code}: the session is now on {day} at {hour}",
}
OFF = {
    "fa": "جلسهٔ {commission} برای درخواست {code} در {day} ساعت {hour} برگزار نمی‌شود. زمان جلسهٔ بعد را خبر می‌دهیم.",
    "en": "{commission}, application {code}: no session on {day} at {hour}. We will tell you the next one.",
}
PLACE = {"fa": "، {place}", "en": ", {place}"}


def about(item: CommissionItem, what: str = MOVED) -> str:
    """Key of one SMS, by the turn of the item that the move made: a session may come back to an earlier time, or only
    change its place."""
    return f"{what} {item.id} {item.turn}"


def is_told(session: Session, application_id: int) -> bool:
    """Whether its applicant gets SMS."""
    return outbox.is_on() and is_wanted(application_queries.applicant(session, application_id))


def render(session: Session, office_id: int, subject: str) -> tuple[str, str] | None:
    """(number, text), or None where it is no longer true: moved once more or cancelled, taken off the agenda, begun."""
    what, number, _turn = subject.split()
    item = queries.item(session, office_id, int(number))
    meeting = queries.session_row(session, office_id, item.session_id) if item is not None else None
    if item is None or meeting is None or meeting.starts_at <= clock.now():
        return None
    if (meeting.cancelled_at is not None) != (what == CANCELLED):
        return None
    application = application_queries.by_id(session, office_id, item.application_id)
    applicant = application_queries.applicant(session, item.application_id)
    newer = sms_queries.newest_about(session, office_id, f"{what} {item.id} ") != subject
    if application is None or item.verdict or newer or not is_wanted(applicant):
        return None
    return applicant.phone, sms_rules.first_within(PARTS, _versions(meeting, application))


def _versions(meeting: CommissionSession, application: Application) -> Iterator[str]:
    """The weekday is left out first, then the place."""
    language, starts = application.language, clock.local(meeting.starts_at)
    whole, brief = jalali.written_date(starts.date(), language), short_day(starts.date(), language)
    words, where = (WORDS, meeting.place) if meeting.cancelled_at is None else (OFF, "")
    for day, place in ((whole, where), (brief, where), (brief, "")):
        said = words[language].format(
            commission=COMMISSIONS[meeting.commission].in_language(language),
            code=tracking_code.isolated(application.code),
            day=day,
            hour=f"{starts:%H:%M}",
        )
        said += PLACE[language].format(place=place) if place else ""
        yield persian.persian_digits(said) if language == "fa" else said
