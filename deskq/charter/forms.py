"""Forms of the charter."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from deskq.office.forms import DIGITS, TEXT, Day, Row
from deskq.web.forms import Form

Sentence = Annotated[str, Field(min_length=1, max_length=200), TEXT]


class PromiseForm(Form):
    """One row of the charter."""

    text_fa: Sentence
    text_en: Annotated[str, Field(max_length=200), TEXT] = ""
    target: Annotated[int, DIGITS, Field(ge=1, le=100)]
    minutes: Annotated[
        Annotated[int, DIGITS, Field(ge=1, le=600)] | None, BeforeValidator(lambda typed: typed or None)
    ] = None
    offered: bool = False


class SettingForm(Form):
    unit_id: Annotated[Row | None, BeforeValidator(lambda typed: typed or None)] = None
    report_day: Annotated[Day | None, BeforeValidator(lambda typed: typed or None)] = None
