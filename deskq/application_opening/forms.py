"""The input of the pages on which applications are opened."""

from typing import Literal

from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.forms import Line, Number
from deskq.queue.forms import Id, Key
from deskq.web.forms import Form


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
