"""The content of a set-up file: its sections, the form of their rows, and the field that identifies a row.

Rows refer to services by code, to groups by Persian name, and to counters by number, because people know these.
"""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Annotated

from pydantic import Field

from deskq.core.text import persian
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
from deskq.office.models import ServiceGroup
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
    "services": ServiceRow,
    "counters": CounterRow,
    "priorities": NewPriorityForm,
    "hours": HoursRow,
    "special_days": SpecialForm,
    "people": PersonRow,
}
#: {section: the field that identifies a row}; ``office`` is one row, ``hours`` are compared as a whole.
KEYS = {
    "groups": "name_fa",
    "services": "code",
    "counters": "number",
    "priorities": "code",
    "special_days": "day",
    "people": "sign_in_name",
}
#: The first line of a file: its kind, and the version of its format.
HEAD, VERSION = "deskq_setup", "1"
LONGEST_NAME = 80  #: of a group


def group_names(groups: Iterable[ServiceGroup]) -> dict[int, str]:
    """{id: Persian name in files}. Groups that have one name from the time before this was refused get a number."""
    rows = sorted(groups, key=lambda row: row.id)
    stored, names = {row.name_fa for row in rows}, dict[int, str]()
    for row in rows:
        taken = {*names.values()}
        names[row.id] = row.name_fa if row.name_fa not in taken else _numbered(row.name_fa, stored | taken)
    return names


def _numbered(name: str, taken: set[str]) -> str:
    ends = (f" ({persian.persian_digits(number)})" for number in count(2))
    return next(one for end in ends if (one := name[: LONGEST_NAME - len(end)] + end) not in taken)
