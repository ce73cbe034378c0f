"""Texts of the SMS about appointments: the confirmation, a new time, the reminder, the cancellation by the office.
The first two contain a link where the office may send links (sms/templates.py)."""

from collections.abc import Iterable, Iterator

from flask import current_app
from sqlalchemy.orm import Session

from deskq.appointments import place, queries, signed_link
from deskq.appointments.models import Appointment
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.text import jalali, persian
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.sms import rules as sms_rules

REMINDER, WITHDRAWN, CONFIRMED, MOVED = "reminder", "withdrawn", "appointment-booked", "appointment-moved"
#: {subject of the SMS: the state in which it is still true}
VALID_IN = {REMINDER: "booked", WITHDRAWN: "withdrawn", CONFIRMED: "booked", MOVED: "booked"}
#: The longest text, in parts: what somebody keeps until the day may be longer than a reminder.
MOST_PARTS = {CONFIRMED: 3, MOVED: 3}
WORDS = {
    (CONFIRMED, "fa"): "نوبت شما: {service}\n{day}، ساعت {hour}{place}\nکد: \u2066{code}\u2069{link}",
    (CONFIRMED, "en"): "Your appointment: {service}\n{day} at {hour}{place}\nCode: \u2066{code}\u2069{link}",
    (MOVED, "fa"): "وقت تازهٔ نوبت شما: {service}\n{day}، ساعت {hour}{place}\nکد: \u2066{code}\u2069{link}",
    (MOVED, "en"): "New time of your appointment: {service}\n{day} at {hour}{place}\nCode: \u2066{code}\u2069{link}",
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
    text = sms_rules.first_within(MOST_PARTS.get(kind, 1), _versions(session, kind, found))
    return None if phone is None else (phone, text)


def _versions(session: Session, kind: str, found: Appointment) -> Iterator[str]:
    """The office's name is left out first, where the text does not fit, then floor and room, then the building; never
    the reason."""
    language, starts = found.language, clock.local(found.starts_at)
    config = config_cache.of(session, found.office_id)
    withdrawn = queries.withdrawn_day(session, found.office_id, starts.date())
    reason = (withdrawn.reason if withdrawn else Name("", "")).in_language(language)
    said = {
        "service": config.services[found.service_id].name.in_language(language),
        "day": jalali.written_date(starts.date(), language),
        "hour": f"{starts:%H:%M}",
        "code": found.code,
        "reason": f" ({reason})" if reason else "",
    }
    office = config.office.name.in_language(language)
    link = _link(found)
    for where in _places(config, found.service_id, language):
        text = WORDS[kind, language].format(**said, place=where, link="")
        text = (persian.persian_digits(text) if language == "fa" else text) + (link if kind in MOST_PARTS else "")
        if kind != REMINDER:
            yield f"{office}\n{text}"
        yield text


def _places(config: OfficeConfig, service_id: int, language: str) -> Iterable[str]:
    """A line for the place, the fullest first, the last one empty."""
    names = place.of_service(config, service_id)
    lines = (place.said(of, language) for of in (names, [config.office.building]))
    return dict.fromkeys((*(f"\n{line}" for line in lines if line), ""))


def _link(found: Appointment) -> str:
    """The address of its page on a line of its own, where the office may send links; else ""."""
    settings = current_app.config
    if not settings["SMS_LINKS"]:
        return ""
    return f"\n{settings['PUBLIC_URL']}/appointments/{signed_link.dumps(settings['SECRET_KEY'], found.id)}"
