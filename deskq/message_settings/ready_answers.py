"""Ready answers: their placeholders, and which of an office are offered for a message."""

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
    """What stands in braces and is no placeholder."""
    return [found for found in _WRITTEN.findall(text) if found not in _KEYS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; a value that has a brace of its own is not filled again."""
    return _WRITTEN.sub(lambda found: values[_KEYS[found[0]]] if found[0] in _KEYS else found[0], text)


def of_office(session: Session, office_id: int) -> dict[int, ReadyAnswer]:
    """All of them by id, in list order."""
    wanted = select(ReadyAnswer).where(ReadyAnswer.office_id == office_id)
    return {row.id: row for row in session.scalars(wanted.order_by(ReadyAnswer.position, ReadyAnswer.id))}


def offered(session: Session, office_id: int, category_id: int | None) -> list[ReadyAnswer]:
    """Those for a category and those for all, in list order."""
    fits = or_(ReadyAnswer.category_id.is_(None), ReadyAnswer.category_id == category_id)
    wanted = select(ReadyAnswer).where(ReadyAnswer.office_id == office_id, ReadyAnswer.offered, fits)
    return list(session.scalars(wanted.order_by(ReadyAnswer.position, ReadyAnswer.id)))
