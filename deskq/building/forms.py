"""Forms of buildings, floors and rooms."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from deskq.core.text import persian
from deskq.office.forms import DIGITS, TEXT, Arrow, Line, Position, Row, Short, Title, TitleToo
from deskq.web.forms import Form

Choice = Annotated[Row | None, BeforeValidator(lambda typed: typed or None)]
#: Stored with ASCII digits: pages show them in the digits of their language, and send them back so.
ASCII_DIGITS = BeforeValidator(lambda typed: persian.ascii_digits(str(typed)))
Number = Annotated[str, Field(max_length=20), TEXT, ASCII_DIGITS]
Phone = Annotated[str, Field(max_length=40), TEXT, ASCII_DIGITS]
#: Micro-degrees of the element that sets a point (``views/points.py``).
Point = Annotated[
    Annotated[int, Field(ge=-9_000_000, le=9_000_000)] | None, BeforeValidator(lambda typed: typed or None)
]

#: Counts from the street (0); basements are negative.
Level = Annotated[int, DIGITS, Field(ge=-20, le=99)]


class BuildingForm(Form):
    name_fa: Title
    name_en: TitleToo = ""
    address_fa: Line = ""
    address_en: Line = ""
    position: Position = 0


class FloorTexts(Form):
    level: Level
    name_fa: Short = ""
    name_en: Short = ""


class FloorForm(FloorTexts):
    building_id: Row


class DoorTexts(Form):
    """What the table of rooms says of a room, beside its floor and unit."""

    kind: Annotated[str, Field(max_length=20)] = "room"
    number: Number = ""
    name_fa: Short = ""
    name_en: Short = ""
    phone: Phone = ""


class WayTexts(Form):
    """What else its own page says of it."""

    holder_fa: Short = ""
    holder_en: Short = ""
    words: Line = ""
    note_fa: Line = ""
    note_en: Line = ""
    direction_fa: Line = ""
    direction_en: Line = ""
    arrow: Arrow = "ahead"
    step_free: Literal["unknown", "yes", "lift", "no"] = "unknown"
    step_free_fa: Line = ""
    step_free_en: Line = ""
    listed: bool = False


class TableRow(DoorTexts):
    """One row of the table of rooms."""

    floor_id: Row
    unit_id: Choice = None


class RoomForm(TableRow, WayTexts):
    """A room with the way to it."""

    lat: Point = None
    lon: Point = None


class TemplatesForm(Form):
    kinds: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=40)] = []
    floor_id: Choice = None


class PasteForm(Form):
    rows: Annotated[str, Field(max_length=40_000)] = ""
