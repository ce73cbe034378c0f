"""The input of the pages where people are managed."""

from typing import Annotated

from pydantic import Field

from deskq.forms import Form
from deskq.staff import rules

Name = Annotated[str, Field(min_length=1, max_length=80)]
Role = Annotated[str, Field(min_length=1, max_length=20)]
Password = Annotated[str, Field(min_length=1, max_length=rules.LONGEST)]


class NewPersonForm(Form):
    sign_in_name: Annotated[str, Field(min_length=1, max_length=60)]
    name: Name
    role: Role
    new: Password


class PersonForm(Form):
    name: Name
    role: Role
    active: bool = False
    services: Annotated[list[Annotated[int, Field(ge=1, le=2**31)]], Field(max_length=500)] = []


class PasswordForm(Form):
    new: Password
