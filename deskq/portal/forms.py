"""Forms of the public pages."""

from typing import Annotated

from pydantic import Field

from deskq.application_tracking.forms import CarriedText
from deskq.message_settings.kinds import LONGEST_ADDRESS, LONGEST_BODY
from deskq.messages.forms import Latitude, Longitude
from deskq.queue.forms import Id, Key
from deskq.web.forms import Form

Words = Annotated[str, Field(max_length=LONGEST_BODY)]
Line = Annotated[str, Field(max_length=80)]
Short = Annotated[str, Field(max_length=40)]
Address = Annotated[str, Field(max_length=LONGEST_ADDRESS)]


class FilingForm(Form):
    """A message from the web; rules.kinds says which fields each kind requires. ``step``: current step of the form;
    ``go``: pressed button."""

    kind: Short
    step: Short = ""
    go: Short = ""
    category_id: Id | None = None
    address: Address = ""
    district_id: Id | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    permit: Short = ""
    body: Words = ""
    name: Line = ""
    phone: Short = ""
    national_id: Short = ""
    home: Address = ""
    about_unit_id: Id | None = None
    texts: bool = False
    request_key: Key
    kept: list[str] = []


class CodeForm(Form):
    code: Annotated[str, Field(min_length=1, max_length=60)]


class ProofForm(CarriedText):
    digits: Annotated[str, Field(min_length=1, max_length=40)]


class WordsForm(Form):
    words: Words = ""
    kept: list[str] = []
