"""The input of the pages of applications."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.applications.service.new_application import NewApplication
from deskq.office.forms import Day
from deskq.queue.forms import Id, Key, Revision
from deskq.web.forms import Form

Line = Annotated[str, Field(max_length=200)]
Number = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=2000)]


class OpenForm(Form):
    """An application as typed at the counter."""

    request_key: Key
    sheet: Number
    kind: Literal["owner", "proxy", "heirs"] = "owner"
    name: Line = ""
    phone: Number = ""
    national_id: Number = ""
    deed: Line = ""
    texts: bool = False
    file_number: Number = ""
    parcel_code: Number = ""
    yes: list[Number] = []
    received: list[Number] = []
    ticket: Id | None = None
    another: bool = False

    def content(self, language: str) -> NewApplication:
        same = ("sheet", "kind", "name", "phone", "national_id", "deed", "texts", "file_number", "parcel_code")
        return NewApplication(
            **{field: getattr(self, field) for field in same},
            yes=frozenset(self.yes),
            received=frozenset(self.received),
            ticket_id=self.ticket,
            language=language,
            another=self.another,
        )


class ActionForm(Form):
    """A press of a button, with what goes with some of them."""

    turn: Revision | None = None
    words: Words = ""
    note: Words = ""
    bill_number: Number = ""
    payment_id: Number = ""
    amount: Number = ""
    reference: Number = ""


class DocumentsForm(Form):
    turn: Revision | None = None
    documents: list[Number] = []


class ExtendForm(Form):
    turn: Revision | None = None
    day: Day
    words: Words = ""


class DecisionForm(Form):
    turn: Revision | None = None
    words: Words = ""
    upheld: bool = False


class RevealForm(Form):
    why: Line = ""
