"""Input of the pages of joining from outside."""

from typing import Annotated

from pydantic import Field

from deskq.joining.rules import CODE_DIGITS, MOST_TRAVEL
from deskq.office.forms import DIGITS
from deskq.queue.forms import Code, Key
from deskq.web.forms import Form

Phone = Annotated[str, Field(min_length=1, max_length=40)]


class JoinForm(Form):
    service: Code
    phone: Phone
    travel: Annotated[int, DIGITS, Field(ge=0, le=MOST_TRAVEL)]
    request_key: Key


class LostForm(Form):
    """The number of a ticket whose page was lost."""

    phone: Phone
    request_key: Key


class JoinCodeForm(Form):
    """The code from the text message."""

    sms_code: Annotated[str, Field(min_length=1, max_length=40)]


class DoorCodeForm(Form):
    code: Annotated[str, DIGITS, Field(min_length=CODE_DIGITS, max_length=CODE_DIGITS, pattern="^[0-9]+$")]


class DistanceForm(Form):
    """Position of the phone in degrees, and its possible error in metres."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    accuracy: Annotated[float, Field(ge=0, le=1_000_000)] = 0.0


class KioskForm(Form):
    """``code`` is the phone number; every number pad has a field of this name."""

    code: Phone
