"""Texts of the SMS about appointments: the reminder, and the cancellation by the office. They contain no link, for the
reasons in sms/templates.py."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from deskq.appointments import queries
from deskq.appointments.models import Appointment
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.text import jalali, persian
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.sms import rules as sms_rules

REMINDER, WITHDRAWN = "reminder", "withdrawn"
#: {subject of the SMS: the state in which it is still true}
VALID_IN = {REMINDER: "booked", WITHDRAWN: "withdrawn"}
WORDS = {
    (REMINDER, "fa"): "یادآوری: {service}\n{day}، ساعت {hour}\nکد برای کیوسک: \u2066{code}\u2069",
    (REMINDER, "en"): "Reminder: {service}\n{day} at {hour}\nCode for the kiosk: \u2066{code}\u2069",
    (
        WITHDRAWN,
        "fa",
    ): "نوبت شما، {day} ساعت {hour}، از سوی اداره لغو شد{reason}. لطفاً در صفحهٔ نوبتتان وقت دیگری بگیرید.",
    (
        WITHDRAWN,
        "en",
    ): "The office cancelled your appointment on {day} at {hour}{reason}. Please choose another time on its page.",
}


def about(kind: str, found: Appointment) -> str:
    """Identifies one SMS: an appointment that was moved may be announced again."""
    return f"{kind} {found.id} {found.moves}"


def render(session: Session, office_id: int, subject: str) -> tuple[str, str] | None:
    """Number and text of an SMS, or None when it is no longer true."""
    kind, number, moves = subject.split()
    found = queries.by_id(session, office_id, int(number))
    if found is None or (found.state, found.moves) != (VALID_IN[kind], int(moves)):
        return None
    phone = field_encryption.readable(found.phone)
    return None if phone is None else (phone, sms_rules.first_single_part(_versions(session, kind, found)))


def _versions(session: Session, kind: str, found: Appointment) -> Iterator[str]:
    """The office's name is left out first, where the text does not fit into one SMS; never the reason."""
    language, starts = found.language, clock.local(found.starts_at)
    config = config_cache.of(session, found.office_id)
    withdrawn = queries.withdrawn_day(session, found.office_id, starts.date())
    reason = (withdrawn.reason if withdrawn else Name("", "")).in_language(language)
    text = WORDS[kind, language].format(
        service=config.services[found.service_id].name.in_language(language),
        day=jalali.written_date(starts.date(), language),
        hour=f"{starts:%H:%M}",
        code=found.code,
        reason=f" ({reason})" if reason else "",
    )
    text = persian.persian_digits(text) if language == "fa" else text
    if kind == WITHDRAWN:
        yield f"{config.office.name.in_language(language)}\n{text}"
    yield text
