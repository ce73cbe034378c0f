"""The SMS with the code that confirms an appointment. It contains no link (see sms/templates.py)."""

from flask import current_app
from sqlalchemy.orm import Session

from deskq.appointments import queries as appointment_queries
from deskq.appointments.confirmation import rules
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.sms.one_time_code import rules as code_rules
from deskq.sms.one_time_code import sms_template

WORDS = {
    "fa": "کد تأیید نوبت: \u2066{code}\u2069\nاگر نوبت نخواسته‌اید، کاری نکنید.",
    "en": "Appointment code: \u2066{code}\u2069\nNot you? Do nothing.",
}


def render(session: Session, office_id: int, about: str) -> tuple[str, str] | None:
    """(number, text), or None if the code is no longer valid."""
    appointment_id, number = (int(word) for word in about.split()[1:])
    found = appointment_queries.by_id(session, office_id, appointment_id)
    if found is None or found.codes != number or found.code_seed is None:
        return None
    phone = field_encryption.readable(found.phone)
    if phone is None or not rules.is_in_time(found, clock.now()):
        return None
    key = str(current_app.config["SECRET_KEY"])
    code = code_rules.derived(key, rules.PURPOSE, found.id, found.code_seed)
    return phone, sms_template.text(session, office_id, found.language, WORDS, code)
