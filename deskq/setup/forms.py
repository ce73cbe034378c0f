"""Forms of the pages of the set-up."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from deskq.office.forms import DIGITS, TEXT, Clock, Line, Row, Short, Slug, Title, TitleToo
from deskq.staff import rules as staff_rules
from deskq.web.forms import Form

#: Spaces at either end belong to the password.
Password = Annotated[str, StringConstraints(min_length=1, max_length=staff_rules.LONGEST, strip_whitespace=False)]
MOST_COUNTERS = 30  #: at once


class CodeForm(Form):
    code: Annotated[str, Field(min_length=1, max_length=40)]


class PersonForm(Form):
    """The first administrator."""

    person: Annotated[str, Field(min_length=1, max_length=80), TEXT]
    person_en: Annotated[str, Field(max_length=80), TEXT] = ""
    sign_in_name: Annotated[str, Field(min_length=1, max_length=60)]
    new: Password


class BeginForm(PersonForm):
    """The office and its first administrator."""

    name_fa: Title
    name_en: TitleToo = ""


class WeekForm(Form):
    """``holidays`` are dates as 2027-03-21."""

    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)]
    opens: Clock
    closes: Clock
    holidays: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]], Field(max_length=20)] = []


class TemplatesForm(Form):
    services: Annotated[list[Slug], Field(min_length=1, max_length=50)]


class CountersForm(Form):
    """``count`` equal counters, numbered from ``number`` on."""

    number: Annotated[int, DIGITS, Field(ge=1, le=9999)]
    count: Annotated[int, DIGITS, Field(ge=1, le=MOST_COUNTERS)]
    name_fa: Short = ""
    name_en: Short = ""
    room_fa: Short = ""
    room_en: Short = ""
    floor_fa: Short = ""
    floor_en: Short = ""
    direction_fa: Line = ""
    direction_en: Line = ""
    arrow: Literal["right", "left", "ahead", "up", "here"] = "ahead"
    services: Annotated[list[Row], Field(min_length=1, max_length=500)]


class MarkForm(Form):
    """``stay``: go back to the overview."""

    mark: Annotated[Literal["done", "skipped"], BeforeValidator(str)]
    stay: bool = False


class PartsForm(Form):
    """The parts of the town that the office uses."""

    parts: Annotated[
        list[Literal["queue", "messages", "applications", "boxes", "half_year"]], Field(min_length=1, max_length=5)
    ]
