"""Forms of the tracking page of an application."""

from typing import Annotated

from pydantic import Field

from deskq.web.forms import Form

Words = Annotated[str, Field(max_length=2000)]


class DigitsForm(Form):
    digits: Annotated[str, Field(min_length=1, max_length=40)]


class WordsForm(Form):
    words: Words = ""


class WithdrawForm(Form):
    words: Words = ""
    sure: bool = False


class FilesForm(Form):
    document: Annotated[str, Field(min_length=1, max_length=40)]
    kept: list[str] = []
