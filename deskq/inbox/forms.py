"""Forms of the actions on a message. ``turn`` is the revision of the page that was seen."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from deskq.core.text import persian
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages.forms import Latitude, Longitude
from deskq.office.forms import DIGITS, Day, Line, Row
from deskq.web.forms import Form

LONGEST_NOTE = 1000
MOST_AT_ONCE = 100  #: messages

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
    """``year`` and ``heading`` are required when the outcome is a budget; ``kept``: photos of an earlier attempt;
    ``ready``: the ready answer chosen last."""

    ready: Row | None = None
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


class AskForm(ActionForm):
    """``day``: last day of the pause; empty: the default of the office."""

    day: Day | None = None
    words: Words = ""


class WaitForm(AskForm):
    body: Line = ""


class ResumeForm(ActionForm):
    note: Note = ""


Chosen = list[Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}-[0-9]{1,10}$")]]


class SeveralForm(Form):
    """``message``: the chosen messages, each with its revision on the page: "17-3". The other fields belong to the
    actions, which share one form."""

    message: Annotated[Chosen, Field(max_length=MOST_AT_ONCE)] = []
    unit: Row | None = None
    day: Day | None = None
    outcome: Choice = ""
    words: Words = ""
    note: Note = ""

    @property
    def chosen(self) -> list[tuple[int, int]]:
        parts = (one.partition("-") for one in dict.fromkeys(self.message))
        return [(int(message_id), int(turn)) for message_id, _, turn in parts]


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


class FilterNameForm(Form):
    name: Annotated[str, BeforeValidator(lambda typed: persian.clean(str(typed))), Field(min_length=1, max_length=60)]
