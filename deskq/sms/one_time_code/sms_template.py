"""The SMS with a code. It contains no link (see sms/templates.py)."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from deskq.core.text import persian
from deskq.office import config_cache
from deskq.sms import rules


def text(session: Session, office_id: int, language: str, words: Mapping[str, str], code: str) -> str:
    """``words``: the sentence with ``{code}`` in each language. It fits into one SMS part; if necessary the name of the
    office is left out."""
    said = words[language].format(code=code)
    said = persian.persian_digits(said) if language == "fa" else said
    office = config_cache.of(session, office_id).office.name.in_language(language)
    return rules.first_single_part((f"{office}\n{said}", said))
