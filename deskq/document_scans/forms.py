"""The input of the buttons about scans. They may stand in the form of a new application, so other fields are let by."""

from typing import Annotated

from pydantic import Field

from deskq.queue.forms import Key
from deskq.web.forms import Form

#: Fields of these buttons beside those of the form in which they stand.
FIELDS = ("go", "scan_document", "photos", "kept")
Token = Annotated[str, Field(max_length=80)]


class DraftForm(Form):
    """Says of which new application a form is."""

    request_key: Key
    sheet: Annotated[str, Field(max_length=40)]


class ScanForm(Form):
    """``go``: the button: "upload", "phone", or "take:…", "drop:…", "keep:…" of a paper, "detach:…" of a scan."""

    go: Token = "upload"
    scan_document: Annotated[str, Field(max_length=40)] = ""

    @property
    def verb(self) -> str:
        return self.go.partition(":")[0]

    @property
    def what(self) -> str:
        """The token of a paper, or the id of a scan."""
        return self.go.partition(":")[2]
