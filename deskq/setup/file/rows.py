"""What a file of the set-up has: its sections, the form of a row in each, and the field that names a row.

Rows refer to each other by what people know: services by their code, groups by their Persian name, counters by number.
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
from deskq.staff.forms import EnglishName, Name, Role
from deskq.web.forms import Form

Rank = Annotated[int, Field(ge=1, le=5)]


class HoursRow(Form):
    """``weekdays`` count from Saturday (0); with ``service`` they are hours of its own."""

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
    """Without a password: who is new gets one from an admin."""

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
    "services": ServiceRow,
    "counters": CounterRow,
    "priorities": NewPriorityForm,
    "hours": HoursRow,
    "special_days": SpecialForm,
    "people": PersonRow,
}
#: {section: the field that names a row}; ``office`` is one row, ``hours`` are compared as a whole.
KEYS = {
    "groups": "name_fa",
    "services": "code",
    "counters": "number",
    "priorities": "code",
    "special_days": "day",
    "people": "sign_in_name",
}
#: The first line of a file: what it is, and the version of its form.
HEAD, VERSION = "deskq_setup", "1"
