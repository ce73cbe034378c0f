"""Forms of the pages of several offices."""

from typing import Annotated

from pydantic import Field

from deskq.office.forms import Title, TitleToo
from deskq.staff.forms import Role
from deskq.web.forms import Form

Slug = Annotated[str, Field(min_length=1, max_length=60)]


class OfficeForm(Form):
    """``like``: the address of an office whose set-up is copied; empty: only hours and the regular turn."""

    name_fa: Title
    name_en: TitleToo = ""
    building_fa: TitleToo = ""
    building_en: TitleToo = ""
    slug: Slug
    like: Annotated[str, Field(max_length=60)] = ""


class AccountForm(Form):
    sign_in_name: Annotated[str, Field(min_length=1, max_length=60)]
    role: Role


class MoveForm(Form):
    office: Slug
