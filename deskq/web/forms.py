"""Input of pages and API: one pydantic model per form; errors are reported field by field."""

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, StrictBool, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from werkzeug.datastructures import MultiDict

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.names import Name

F = TypeVar("F", bound="Form")
#: The hidden field that says from which stored values an edit form began (see office/admin_pages.py).
REVISION = "revision"
#: The hidden field of a form that creates something: sent twice, it creates it once (see office/sent_forms.py).
REQUEST_KEY = "request_key"

#: In place of a field, where the input as a whole is wrong.
WHOLE = "body"

#: {pydantic error type: msgid}; for any other type INVALID.
ERROR_TEXTS = {
    "missing": N_("Please fill in this field."),
    "string_too_short": N_("Please fill in this field."),
    "string_too_long": N_("This text is too long."),
    "string_pattern_mismatch": N_("This value is not in the right format."),
    "int_parsing": N_("Please enter a whole number."),
    "int_type": N_("Please enter a whole number."),
    "int_from_float": N_("Please enter a whole number."),
    "greater_than_equal": N_("This number is too small."),
    "less_than_equal": N_("This number is too large."),
    "float_parsing": N_("Please enter a number."),
    "clock_time": N_("Please enter a time, for example 7:30."),
    "jalali_day": N_("Please enter a date, for example 2026-11-24."),
    "rials": N_("Please enter the amount in whole rials, for example 12,500,000."),
    "literal_error": N_("Please choose one of the options."),
    "extra_forbidden": N_("This field does not exist."),
    "too_short": N_("Please choose at least one."),
    "too_long": N_("You have chosen too many."),
}
INVALID = N_("This value is not in the right format.")
#: Wrong fields that are named one by one. To name the 80,000 that a body has room for would take two seconds.
MOST_NAMED = 200
#: Names of fields whose page shows errors in a list, not beside the field.
FIELD_NAMES = {
    "service": Name("خدمت", "Service"),
    "counter": Name("باجه", "Counter"),
    "priority": Name("اولویت", "Priority"),
    "in_person": Name("راهنمایی حضوری", "Meet in person"),
    "ticket": Name("نوبت", "Ticket"),
    "turn": Name("تازگی صفحه", "Page version"),
    "request_key": Name("شمارهٔ درخواست", "Request number"),
    "minutes": Name("مدت به دقیقه", "Minutes"),
    "outcome": Name("نتیجهٔ مراجعه", "Outcome"),
    "served": Name("تعداد خدمت", "Number of services"),
    "finish": Name("پایان مراجعهٔ پیشین", "Visit to be finished"),
    "score": Name("امتیاز", "Rating"),
    "reasons": Name("دلیل‌ها", "Reasons"),
    "comment": Name("توضیح", "Comment"),
    "visit": Name("مراجعه", "Visit"),
    "phone": Name("شمارهٔ موبایل", "Mobile number"),
    "code": Name("کد", "Code"),
    "starts": Name("ساعت", "Time"),
    "step": Name("جابه‌جایی", "Step"),
}


class Form(BaseModel):
    """Input of one action. Unknown fields are refused, so that a mistyped name is not silently ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

    @field_validator("*", mode="before")
    @classmethod
    def _reject_bool_as_number(cls, value: Any, field: ValidationInfo) -> Any:
        """pydantic would read JSON's true as 1."""
        wanted = cls.model_fields[field.field_name or ""].annotation
        if isinstance(value, bool) and not {bool, StrictBool} & {wanted, *get_args(wanted)}:
            raise PydanticCustomError("int_type", "true is no number")
        return value


def read(form: type[F], input_: Mapping[str, Any]) -> F:
    """The input as a form; else ``InvalidInput`` with each wrong field."""
    try:
        return form.model_validate(dict(input_))
    except ValidationError as error:
        if error.error_count() > MOST_NAMED:
            raise InvalidInput({WHOLE: INVALID}) from None
        wrong = {_place(item["loc"]): item["type"] for item in error.errors()}
        raise InvalidInput({field: ERROR_TEXTS.get(kind, INVALID) for field, kind in wrong.items()}) from None


def _place(loc: tuple[int | str, ...]) -> str:
    """The field and the index in its list, without pydantic's names of union members."""
    return ".".join(str(part) for part in loc if part is loc[0] or isinstance(part, int)) or WHOLE


def read_page(form: type[F], input_: MultiDict[str, str]) -> F:
    """Like ``read`` for a page's form: empty fields count as missing, boxes of which none is ticked as an empty list;
    CSRF token, revision, and a request key for which it has no field are left out."""
    lists = {name for name, info in form.model_fields.items() if "list" in str(info.annotation)}
    left_out = {"csrf_token", REVISION, REQUEST_KEY} - form.model_fields.keys()
    values: dict[str, Any] = {
        name: input_.getlist(name) if name in lists else input_[name]
        for name in input_
        if name not in left_out and (input_[name] != "" or name in lists)
    }
    unticked: dict[str, Any] = {name: [] for name in lists if form.model_fields[name].is_required()}
    return read(form, unticked | values)
