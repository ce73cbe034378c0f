"""The input of the pages of commission sessions."""

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from deskq.core.text.rials import read_rials
from deskq.office.forms import Day, TimeOfDay
from deskq.queue.forms import Id, Revision
from deskq.web.forms import Form

Line = Annotated[str, Field(max_length=160)]
Words = Annotated[str, Field(max_length=4000)]
Code = Annotated[str, Field(max_length=20)]


def _rials(typed: object) -> object:
    if not isinstance(typed, str):
        return typed
    found = read_rials(typed)
    if found is None and typed.strip():
        raise PydanticCustomError("rials", "not an amount")
    return found


Rials = Annotated[int | None, BeforeValidator(_rials)]


class SessionForm(Form):
    commission: Code = ""
    day: Day
    hour: TimeOfDay
    place: Line = ""
    members: Annotated[str, Field(max_length=2000)] = ""


class MoveForm(Form):
    """``seen``: the mark of the session's time and place when the page was opened."""

    seen: Annotated[int, Field(ge=0, le=2**32)] = 0
    day: Day
    hour: TimeOfDay
    place: Line = ""
    reason: Annotated[str, Field(max_length=300)] = ""


class CancelForm(Form):
    """``seen``: as in ``MoveForm``."""

    seen: Annotated[int, Field(ge=0, le=2**32)] = 0
    reason: Annotated[str, Field(max_length=300)] = ""


class AgendaForm(Form):
    application: Id


class ItemForm(Form):
    """Of one point of an agenda: its revision, and the session on whose page the form was."""

    turn: Revision
    session: Id | None = None


class ServedForm(ItemForm):
    way: Code = ""
    day: Day


class DefenceForm(ItemForm):
    defence: Words = ""


class VerdictForm(ItemForm):
    verdict: Code = ""
    reason: Words = ""
    amount: Rials = None


class CorrectionForm(VerdictForm):
    members: Annotated[str, Field(max_length=2000)] = ""
    why: Annotated[str, Field(max_length=300)] = ""


class TellForm(Form):
    told: bool = False
