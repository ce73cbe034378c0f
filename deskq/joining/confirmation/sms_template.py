"""The SMS with the code of a join request."""

from flask import current_app
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.joining.confirmation import queries, rules
from deskq.sms.one_time_code import rules as code_rules
from deskq.sms.one_time_code import sms_template

WORDS = {
    "fa": "کد گرفتن نوبت: \u2066{code}\u2069\nاگر نوبت نخواسته‌اید، کاری نکنید.",
    "en": "Code for your ticket: \u2066{code}\u2069\nNot you? Do nothing.",
}
WORDS_BACK = {
    "fa": "کد بازگشت به نوبت شما: \u2066{code}\u2069\nاگر شما نخواسته‌اید، کاری نکنید.",
    "en": "Code to get back to your ticket: \u2066{code}\u2069\nNot you? Do nothing.",
}


def render(session: Session, office_id: int, about: str) -> tuple[str, str] | None:
    """(number, text), or None when the code is no longer valid."""
    request_id, number = (int(word) for word in about.split()[1:])
    asked = queries.by_id(session, office_id, request_id)
    if asked is None or asked.codes != number or asked.code_seed is None or not rules.is_open(asked, clock.now()):
        return None
    phone = field_encryption.readable(asked.phone)
    if phone is None:
        return None
    key = str(current_app.config["SECRET_KEY"])
    code = code_rules.derived(key, rules.PURPOSE, asked.id, asked.code_seed)
    words = WORDS if asked.service_id is not None else WORDS_BACK
    return phone, sms_template.text(session, office_id, asked.language, words, code)
