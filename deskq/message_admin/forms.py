"""The input of these pages."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from deskq.core.text import persian
from deskq.message_settings.search_words import LONGEST
from deskq.office.forms import DIGITS, TEXT, Icon, Needed, Position, Row, Short, Slug
from deskq.office.working_time import MEASURES
from deskq.web.forms import Form

MILLION = 1_000_000
Does = Annotated[str, Field(max_length=160), TEXT]
Days = Annotated[int, DIGITS, Field(ge=1, le=365)]


def _degrees(typed: Any) -> int:
    """«۳۶٫۰۷۱۲» as millionths of a degree."""
    text = persian.ascii_digits(str(typed)).replace("٫", ".").strip()
    try:
        return round(float(text) * MILLION)
    except (ValueError, OverflowError):
        raise PydanticCustomError("float_parsing", "not a number") from None


Latitude = Annotated[int, BeforeValidator(_degrees), Field(ge=-90 * MILLION, le=90 * MILLION)]
Longitude = Annotated[int, BeforeValidator(_degrees), Field(ge=-180 * MILLION, le=180 * MILLION)]


class NamedForm(Form):
    """What all rows of the message settings have in common. Of a district it is the whole form."""

    name_fa: Needed
    name_en: Short = ""
    position: Position
    offered: bool = False


class NewNamedForm(NamedForm):
    code: Slug


class UnitForm(NamedForm):
    does_fa: Does = ""
    does_en: Does = ""
    contact_fa: Short = ""
    contact_en: Short = ""
    parent_id: Row | None = None
    head_id: Row | None = None


class NewUnitForm(UnitForm):
    code: Slug


class ClassForm(NamedForm):
    amount: Days
    measure: Literal[MEASURES]  # type: ignore[valid-type]


class NewClassForm(ClassForm):
    code: Slug


class CategoryForm(NamedForm):
    icon: Icon = "info"
    class_id: Row
    unit_id: Row | None = None
    proof: bool = False
    permit: bool = False
    listed: bool = False
    sets_kind: Literal["", "criticism", "complaint", "suggestion", "praise"] = ""
    other_words: Annotated[str, Field(max_length=LONGEST), TEXT] = ""


class NewCategoryForm(CategoryForm):
    code: Slug


class PolicyForm(Form):
    intake_unit_id: Row
    inspectorate_unit_id: Row
    reopen_days: Days
    quiet_days: Days
    near_days: Days
    near_metres: Annotated[int, DIGITS, Field(ge=10, le=2000)]
    reply_days: Days
    outside_days: Days


class PlanForm(Form):
    """The edges of the picture in degrees."""

    north: Latitude
    south: Latitude
    west: Longitude
    east: Longitude
