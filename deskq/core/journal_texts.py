"""The check of every text that people typed and that an event takes into the journal, which is kept permanently.

An event class says in ``free_texts`` which of its fields hold such texts, and of which kind:

- ``typed``: written by staff for the record. No telephone number, national ID, bank number or email address.
- ``shown``: texts of the office that visitors read on its screens. They may have its landlines and email addresses.
- ``carried``: stored earlier, and copied into the event. Too late to refuse it: such a text is struck out instead.

A field is a text, or a mapping of columns to [before, after]; what was there before is ``carried``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import personal_numbers as numbers

TYPED, SHOWN, CARRIED = "typed", "shown", "carried"
#: Stands where a text was struck out, in every language.
MARK = "███"
#: A random value for each such text, in its row. It goes when the text is struck out, so that nobody can find the text
#: by trying all numbers against its digest, which then stands under ``STRUCK`` (see ``db.row_hash``).
SALT, STRUCK = "salt", "struck"
PHONE_TEXT = N_(
    "There is a phone number in this text, which would be kept permanently. Please write it without the number, for "
    "example “asked by phone”."
)
SENTENCES = {
    numbers.MOBILE: PHONE_TEXT,
    numbers.PHONE: PHONE_TEXT,
    numbers.NATIONAL_ID: N_(
        "There is a national ID in this text, which would be kept permanently. Please write it without the ID, for "
        "example “ID card checked”."
    ),
    numbers.CARD: N_(
        "There is a bank card or account number in this text, which would be kept permanently. Please write it without "
        "the number, for example “payment checked”."
    ),
    numbers.EMAIL: N_(
        "There is an email address in this text, which would be kept permanently. Please write it without the address, "
        "for example “asked by email”."
    ),
}
ALLOWED_IN_SHOWN = (numbers.PHONE, numbers.EMAIL)


def of(event: Any) -> Mapping[str, str]:
    """{field: kind of text} of an event or event class; empty for most."""
    return getattr(event, "free_texts", None) or {}


def checked(event: Any) -> Any:
    """The event as it may be journalled. Raises ``InvalidInput`` naming the field or column with a personal number."""
    texts = of(event)
    if not texts:
        return event
    struck = {}
    for name, kind in texts.items():
        value = getattr(event, name)
        clean = _checked_changes(value, kind) if isinstance(value, Mapping) else _checked_text(name, value, kind)
        if clean != value:
            struck[name] = clean
    return replace(event, **struck) if struck else event


def _checked_changes(changes: Mapping[str, list[Any]], kind: str) -> dict[str, list[Any]]:
    return {
        column: [_checked_text(column, before, CARRIED), _checked_text(column, after, kind)]
        for column, (before, after) in changes.items()
    }


def _checked_text(name: str, text: Any, kind: str) -> Any:
    found = numbers.found(text) if isinstance(text, str) else ""
    if not found or (kind == SHOWN and found in ALLOWED_IN_SHOWN):
        return text
    if kind == CARRIED:
        return MARK
    raise InvalidInput({name: SENTENCES[found]})
