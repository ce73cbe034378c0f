"""Rows pasted from a spreadsheet: floor, number, name, English name, unit, phone, one room a line, columns by tab."""

import re
from dataclasses import dataclass

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian

MOST = 200
COLUMNS = ("floor", "number", "name_fa", "name_en", "unit", "phone")
LONGEST = {"floor": 80, "number": 20, "name_fa": 80, "name_en": 80, "unit": 80, "phone": 40}


@dataclass(frozen=True, slots=True)
class PastedRoom:
    floor: str
    number: str
    name_fa: str
    name_en: str
    unit: str
    phone: str


def rooms(text: str) -> list[PastedRoom]:
    """``InvalidInput`` for a text without rows, or with too many or too long ones."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise InvalidInput({"rows": N_("Please paste at least one row.")})
    if len(lines) > MOST:
        raise InvalidInput({"rows": N_("Please paste fewer rows at once.")})
    return [_room(line) for line in lines]


def _room(line: str) -> PastedRoom:
    cells = [persian.clean(cell) for cell in re.split(r"\t|;|؛", line)]
    values = dict(zip(COLUMNS, [*cells, *[""] * len(COLUMNS)], strict=False))
    if any(len(values[column]) > longest for column, longest in LONGEST.items()):
        raise InvalidInput({"rows": N_("A cell is too long. Please shorten it.")})
    if not values["number"] and not values["name_fa"] and not values["unit"]:
        raise InvalidInput({"rows": N_("Every row needs a number, a name or a unit after the floor.")})
    digits = {column: persian.ascii_digits(values[column]) for column in ("number", "phone")}
    return PastedRoom(**values | digits)
