"""Ready answers: their placeholders, and the ready answers for a message."""

import re
from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from deskq.core.text.names import Name
from deskq.message_settings.models import ReadyAnswer

LONGEST = 2000
#: {placeholder: how it is written in each language}
PLACEHOLDERS = {
    "code": Name("{کد}", "{code}"),
    "category": Name("{موضوع}", "{category}"),
    "unit": Name("{واحد}", "{unit}"),
    "address": Name("{نشانی}", "{address}"),
    "day": Name("{امروز}", "{today}"),
}
_WRITTEN = re.compile(r"\{[^{}\n]*\}")
_KEYS = {spelling: key for key, name in PLACEHOLDERS.items() for spelling in name}


def unknown_placeholders(text: str) -> list[str]:
    """Texts in braces that are not placeholders."""
    return [found for found in _WRITTEN.findall(text) if found not in _KEYS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled. Braces inside a value are not filled."""
    return _WRITTEN.sub(lambda found: values[_KEYS[found[0]]] if found[0] in _KEYS else found[0], text)


def ends_with(typed: str, text: str) -> bool:
    """Whether the last lines of what was typed are this text. Browsers send other line ends than are stored."""
    lines, last = ([line.strip() for line in one.strip().splitlines()] for one in (typed, text))
    return bool(last) and lines[-len(last) :] == last


def of_office(session: Session, office_id: int) -> dict[int, ReadyAnswer]:
    """All ready answers by id, in list order."""
    wanted = select(ReadyAnswer).where(ReadyAnswer.office_id == office_id)
    return {row.id: row for row in session.scalars(wanted.order_by(ReadyAnswer.position, ReadyAnswer.id))}


def offered(session: Session, office_id: int, category_id: int | None) -> list[ReadyAnswer]:
    """Ready answers for a category and for all categories, in list order."""
    fits = or_(ReadyAnswer.category_id.is_(None), ReadyAnswer.category_id == category_id)
    wanted = select(ReadyAnswer).where(ReadyAnswer.office_id == office_id, ReadyAnswer.offered, fits)
    return list(session.scalars(wanted.order_by(ReadyAnswer.position, ReadyAnswer.id)))
