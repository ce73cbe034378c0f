"""Forms of amenities."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from deskq.amenities.rules.kinds import MOST_HOURS
from deskq.office.forms import DIGITS, TEXT, Position, Row, Short
from deskq.web.forms import Form

Choice = Annotated[Row | None, BeforeValidator(lambda typed: typed or None)]
Hours = Annotated[
    Annotated[int, DIGITS, Field(ge=1, le=MOST_HOURS)] | None, BeforeValidator(lambda typed: typed or None)
]
Code = Annotated[str, Field(max_length=20)]
Words = Annotated[str, Field(max_length=200), TEXT]


class AmenityForm(Form):
    """One object of the list."""

    kind: Code
    name_fa: Short = ""
    name_en: Short = ""
    place_fa: Short = ""
    place_en: Short = ""
    room_id: Choice = None
    person_id: Choice = None
    hours: Hours = None
    position: Position = 0


class TemplatesForm(Form):
    amenities: Annotated[list[Code], Field(max_length=40)] = []


class CheckersForm(Form):
    """Who makes the round besides supervisors."""

    checkers: Annotated[list[Row], Field(max_length=500)] = []


class KindForm(Form):
    """One row of the table of kinds."""

    hours: Annotated[int, DIGITS, Field(ge=1, le=MOST_HOURS)]
    person_id: Choice = None


class UndoForm(Form):
    """``press``: what is taken back, by its sequence of the journal."""

    press: Annotated[int, Field(ge=1, le=2**62)]


class ReportForm(Form):
    """What somebody with the sticker says: one press, the rest if they like."""

    what: Code = ""
    words: Words = ""


class RepairForm(Form):
    """A repair; its photo comes beside it."""

    done: Words = ""
