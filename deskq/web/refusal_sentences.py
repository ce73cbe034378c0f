"""What is wrong, in a sentence for people: the title of an error in the language of the page, with its values."""

from typing import Any

from flask_babel import gettext

from deskq.core import errors
from deskq.core.text.names import Name, listed
from deskq.web import filters, i18n

STATE_NAMES = {
    "waiting": Name("در صف", "waiting"),
    "called": Name("فراخوانده‌شده", "called"),
    "serving": Name("در حال خدمت", "being served"),
    "held": Name("نگه‌داشته", "on hold"),
    "absent": Name("غایب", "absent"),
    "done": Name("پایان‌یافته", "finished"),
    "cancelled": Name("انصراف‌داده", "cancelled"),
    "expired": Name("باطل‌شده", "expired"),
}


def sentence(refusal: errors.DomainError) -> str:
    """The error's sentence in the language of the page, with values in that language's digits."""
    return str(gettext(refusal.title, **{name: _text_of(name, value) for name, value in refusal.values.items()}))


def _text_of(name: str, value: Any) -> str:
    if isinstance(value, Name):
        return filters.named(value)
    if name == "state" and value in STATE_NAMES:
        return filters.named(STATE_NAMES[value])
    if isinstance(value, tuple):
        return listed((_text_of(name, one) for one in value), i18n.language())
    return filters.digits(value)
