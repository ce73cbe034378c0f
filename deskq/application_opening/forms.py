"""The input of the pages on which applications are opened."""

from itertools import zip_longest
from typing import Annotated, Literal

from pydantic import Field

from deskq.application_opening.rules import Mode
from deskq.application_opening.service.new_application import Heir, NewApplication
from deskq.application_opening.service.refer import NewReferral
from deskq.applications.forms import Line, Number, Words
from deskq.queue.forms import Id, Key
from deskq.web.forms import Form

#: Rows of heirs that a form may bring; more than an application may have, so that the rule refuses them in words.
Lines = Annotated[list[Line], Field(max_length=100)]
HEIR_FIELDS = ("heir_name", "heir_national_id", "heir_deed", "heir_share")


class OpenForm(Form):
    """An application as typed at the counter; the fields of heirs are lists of equal length."""

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
    ticket_phone: bool = False
    all_received: bool = False
    heir_name: Lines = []
    heir_national_id: Lines = []
    heir_deed: Lines = []
    heir_share: Lines = []
    mode: Mode = "date"
    result: Words = ""

    def content(self, language: str) -> NewApplication:
        same = ("sheet", "kind", "name", "phone", "national_id", "deed", "texts", "file_number", "parcel_code")
        return NewApplication(
            **{field: getattr(self, field) for field in same},
            yes=frozenset(self.yes),
            received=frozenset(self.received),
            ticket_id=self.ticket,
            language=language,
            another=self.another,
            ticket_phone=self.ticket_phone,
            all_received=self.all_received,
            heirs=tuple(Heir(*row) for row in zip_longest(*(getattr(self, one) for one in HEIR_FIELDS), fillvalue="")),
            at_once=self.mode == "at_once",
            result=self.result,
        )


class ReferralForm(Form):
    """A visitor sent on: to a unit, or to a ``body`` outside."""

    request_key: Key
    unit: Id | None = None
    body: Annotated[str, Field(max_length=80)] = ""
    reason: Annotated[str, Field(max_length=500)] = ""
    agreed_with: Annotated[str, Field(max_length=80)] = ""
    phone: Number = ""
    national_id: Number = ""
    application: Id | None = None
    ticket: Id | None = None

    @property
    def content(self) -> NewReferral:
        same = ("unit", "body", "reason", "agreed_with", "phone", "national_id")
        return NewReferral(
            **{name: getattr(self, name) for name in same}, application_id=self.application, ticket_id=self.ticket
        )


def is_id(typed: str) -> bool:
    """Whether text of an address can be the id of a row."""
    return typed.isascii() and typed.isdecimal() and len(typed) < 18
