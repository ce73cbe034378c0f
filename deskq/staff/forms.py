"""Forms of the admin pages of staff."""

from typing import Annotated

from pydantic import Field

from deskq.office.forms import Day, Row
from deskq.staff import rules
from deskq.web.forms import Form

Name = Annotated[str, Field(min_length=1, max_length=80)]
#: For English pages, optional.
EnglishName = Annotated[str, Field(max_length=80)]
Role = Annotated[str, Field(min_length=1, max_length=20)]
Password = Annotated[str, Field(min_length=1, max_length=rules.LONGEST)]


class NewPersonForm(Form):
    sign_in_name: Annotated[str, Field(min_length=1, max_length=60)]
    name: Name
    name_en: EnglishName = ""
    role: Role
    unit_id: Row | None = None
    new: Password


class PersonForm(Form):
    name: Name
    name_en: EnglishName = ""
    role: Role
    unit_id: Row | None = None
    active: bool = False
    services: Annotated[list[Annotated[int, Field(ge=1, le=2**31 - 1)]], Field(max_length=500)] = []


class PasswordForm(Form):
    new: Password


class LeaveForm(Form):
    first_day: Day
    last_day: Day
    substitute_id: Row
