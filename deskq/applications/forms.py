"""The input of the pages of applications."""

from typing import Annotated

from pydantic import Field

from deskq.office.forms import Day
from deskq.queue.forms import Revision
from deskq.web.forms import Form

Line = Annotated[str, Field(max_length=200)]
Number = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=2000)]


class ActionForm(Form):
    """A press of a button, with what goes with some of them."""

    turn: Revision
    words: Words = ""
    note: Words = ""
    bill_number: Number = ""
    payment_id: Number = ""
    amount: Number = ""
    reference: Number = ""


class DocumentsForm(Form):
    turn: Revision
    documents: list[Number] = []


class ExtendForm(Form):
    turn: Revision
    day: Day
    words: Words = ""


class DecisionForm(Form):
    turn: Revision
    words: Words = ""
    upheld: bool = False


class TakeBackForm(Form):
    """``step``: the step that the page offered to take back."""

    turn: Revision
    step: Annotated[int, Field(ge=1, le=2**53)]
    words: Words = ""


class RevealForm(Form):
    why: Line = ""
