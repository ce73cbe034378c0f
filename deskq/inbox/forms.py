"""The input of whoever works on a message. ``turn`` is the state of the page they looked at."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from deskq.core.text import persian
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages.forms import Latitude, Longitude
from deskq.office.forms import DIGITS, Day, Line, Row
from deskq.web.forms import Form

LONGEST_NOTE = 1000

Turn = Annotated[int, DIGITS, Field(ge=0, le=2**31 - 1)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_BODY)]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
Picked = Annotated[str, StringConstraints(max_length=40)]


class PressForm(Form):
    turn: Turn


class ReferForm(PressForm):
    unit: Row
    class_id: Row | None = None
    note: Note = ""


class AssignForm(PressForm):
    person: Row


class PassOnForm(PressForm):
    unit: Row
    note: Note = ""


class AnswerForm(PressForm):
    """``year`` and ``heading`` are asked for when it is scheduled to a budget; ``kept`` are photos of a try before."""

    outcome: Picked = ""
    words: Words = ""
    note: Note = ""
    verdict: Picked | None = None
    root_cause: Picked | None = None
    year: Annotated[int, DIGITS, Field(ge=1400, le=1500)] | None = None
    heading: Line = ""
    kept: list[Annotated[str, StringConstraints(max_length=200)]] = []


class ExtendForm(PressForm):
    day: Day
    words: Words = ""


class LinkForm(PressForm):
    code: Picked
    words: Words = ""


class SortForm(PressForm):
    kind: Picked
    category: Row | None = None
    district: Row | None = None
    address: Annotated[str, BeforeValidator(lambda typed: persian.clean(str(typed)))] = ""
    lat: Latitude | None = None
    lon: Longitude | None = None


class WhyForm(Form):
    why: Annotated[str, StringConstraints(max_length=200)] = ""
