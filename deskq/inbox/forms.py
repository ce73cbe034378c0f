"""Forms of the actions on a message. ``turn`` is the revision of the page that was seen."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from deskq.core.text import persian
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages.forms import Latitude, Longitude
from deskq.office.forms import DIGITS, Day, Line, Row
from deskq.web.forms import Form

LONGEST_NOTE = 1000

Revision = Annotated[int, DIGITS, Field(ge=0, le=2**31 - 1)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_BODY)]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
Choice = Annotated[str, StringConstraints(max_length=40)]


class ActionForm(Form):
    turn: Revision


class ReferForm(ActionForm):
    unit: Row
    class_id: Row | None = None
    note: Note = ""


class AssignForm(ActionForm):
    person: Row


class PassOnForm(ActionForm):
    unit: Row
    note: Note = ""


class AnswerForm(ActionForm):
    """``year`` and ``heading`` are required when the outcome is a budget; ``kept`` are photos of an earlier try."""

    outcome: Choice = ""
    words: Words = ""
    note: Note = ""
    verdict: Choice | None = None
    root_cause: Choice | None = None
    year: Annotated[int, DIGITS, Field(ge=1400, le=1500)] | None = None
    heading: Line = ""
    kept: list[Annotated[str, StringConstraints(max_length=200)]] = []


class ExtendForm(ActionForm):
    day: Day
    words: Words = ""


class LinkForm(ActionForm):
    code: Choice
    words: Words = ""


class ClassificationForm(ActionForm):
    kind: Choice
    category: Row | None = None
    district: Row | None = None
    address: Annotated[str, BeforeValidator(lambda typed: persian.clean(str(typed)))] = ""
    lat: Latitude | None = None
    lon: Longitude | None = None


class ReasonForm(Form):
    why: Annotated[str, StringConstraints(max_length=200)] = ""
