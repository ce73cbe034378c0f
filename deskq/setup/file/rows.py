"""The content of a set-up file: its sections, the form of their rows, and the field that identifies a row.

Rows refer to services by code, to groups by Persian name, and to counters by number, because people know these.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from deskq.office.forms import (
    Clock,
    CounterPlace,
    Day,
    GroupForm,
    Needed,
    NewPriorityForm,
    ServiceTexts,
    SettingsForm,
    Slug,
    SpecialForm,
)
from deskq.setup.file import legal_days, rooms, sheets, town
from deskq.staff.forms import EnglishName, Name, Role
from deskq.web.forms import Form

Rank = Annotated[int, Field(ge=1, le=5)]


class HoursRow(Form):
    """``weekdays`` count from Saturday (0). With ``service`` these are the hours of that service."""

    service: Slug | None = None
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)]
    opens: Clock
    closes: Clock
    valid_from: Day
    valid_until: Day | None = None


class ServiceRow(ServiceTexts):
    code: Slug
    group: Needed


class CounterRow(CounterPlace):
    """``serves`` {code of a service: rank}."""

    serves: Annotated[dict[Slug, Rank], Field(max_length=500)] = {}


class PersonRow(Form):
    """A person without a password. An admin gives new people a password."""

    sign_in_name: Annotated[str, Field(min_length=1, max_length=60)]
    name: Name
    name_en: EnglishName = ""
    role: Role
    active: bool = False
    unit: Slug | None = None
    services: Annotated[list[Slug], Field(max_length=500)] = []


#: {section: form of its rows}, in the order in which they are written and applied.
SECTIONS: Mapping[str, type[Form]] = {
    "office": SettingsForm,
    "groups": GroupForm,
    **town.BEFORE_PEOPLE,
    **rooms.SECTIONS,
    "services": ServiceRow,
    "counters": CounterRow,
    "priorities": NewPriorityForm,
    "hours": HoursRow,
    "special_days": SpecialForm,
    "people": PersonRow,
    **town.AFTER_PEOPLE,
    **sheets.SECTIONS,
    **legal_days.SECTIONS,
}
#: Sections of one row without a key.
SINGLE = ("office", *legal_days.SECTIONS)
#: {section: the field that identifies a row, or several}; ``hours`` are compared as a whole.
KEYS: Mapping[str, str | tuple[str, ...]] = {
    "groups": "name_fa",
    "services": "code",
    "counters": "number",
    "priorities": "code",
    "special_days": "day",
    "people": "sign_in_name",
    **town.KEYS,
    **rooms.KEYS,
    **sheets.KEYS,
}
#: The first line of a file: its kind, and the version of its format.
HEAD, VERSION = "deskq_setup", "1"
