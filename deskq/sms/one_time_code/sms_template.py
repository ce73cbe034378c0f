"""The SMS with a code. It contains no link (see sms/templates.py)."""

from collections.abc import Mapping
from typing import Protocol

from flask import current_app
from sqlalchemy.orm import Session

from deskq.core.text import persian
from deskq.office import config_cache
from deskq.sms import rules
from deskq.sms.one_time_code import rules as code_rules


class Opened(Protocol):
    """What a code opens: a message, or an application."""

    @property
    def id(self) -> int: ...
    @property
    def language(self) -> str: ...


def of_code(
    session: Session, office_id: int, found: tuple[str, Opened, str] | None, words: Mapping[str, str], purpose: str
) -> tuple[str, str] | None:
    """(number, text) of an SMS whose number, subject and seed were ``found``; None when the code is no longer valid."""
    if found is None:
        return None
    number, opened, seed = found
    code = code_rules.derived(str(current_app.config["SECRET_KEY"]), purpose, opened.id, seed)
    return number, text(session, office_id, opened.language, words, code)


def text(session: Session, office_id: int, language: str, words: Mapping[str, str], code: str) -> str:
    """``words``: the sentence with ``{code}`` in each language. It fits into one SMS part; if necessary the name of the
    office is left out."""
    said = words[language].format(code=code)
    said = persian.persian_digits(said) if language == "fa" else said
    office = config_cache.of(session, office_id).office.name.in_language(language)
    return rules.first_single_part((f"{office}\n{said}", said))
