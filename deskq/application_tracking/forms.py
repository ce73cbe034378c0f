"""Forms of the tracking page of an application."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.web.forms import Form

Words = Annotated[str, Field(max_length=2000)]


class CarriedText(Form):
    """``words`` were typed into the form ``button`` when the proof had run out."""

    words: str = ""
    button: str = ""


class DigitsForm(CarriedText):
    digits: Annotated[str, Field(min_length=1, max_length=40)]


class SmsCodeForm(CarriedText):
    sms_code: Annotated[str, Field(min_length=1, max_length=40)]


class WordsForm(Form):
    words: Words = ""


class WithdrawForm(Form):
    words: Words = ""
    sure: bool = False


class FilesForm(Form):
    document: Annotated[str, Field(min_length=1, max_length=40)]
    kept: list[str] = []


class RatingForm(Form):
    """One tap: a question and its answer."""

    question: Literal["done", "in_time", "polite"]
    answer: Literal["yes", "no"]
