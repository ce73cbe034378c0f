"""Forms of two-step sign-in."""

from typing import Annotated

from pydantic import Field, StringConstraints

from deskq.web.forms import Form

#: Of the app, or a recovery code: as typed, with spaces and dashes.
Code = Annotated[str, Field(min_length=1, max_length=40)]


class CodeForm(Form):
    code: Code


class BeginForm(Form):
    """``code`` of the phone that is left, when another one is set up."""

    password: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=False)]
    code: Annotated[str, Field(max_length=40)] = ""


class RolesForm(Form):
    """Which roles need it: one field for each of ``staff.rules.ROLES``."""

    clerk: bool = False
    host: bool = False
    expert: bool = False
    operator: bool = False
    supervisor: bool = False
    inspectorate: bool = False
    executive: bool = False
    regional: bool = False
    admin: bool = False
