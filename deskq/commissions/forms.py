"""The input of the pages of commission sessions."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from deskq.core.text import persian
from deskq.office.forms import Clock, Day
from deskq.queue.forms import Id, Revision
from deskq.web.forms import Form

Line = Annotated[str, Field(max_length=160)]
Words = Annotated[str, Field(max_length=4000)]
Code = Annotated[str, Field(max_length=20)]


def _rials(typed: object) -> object:
    """Digits of either kind, with separators between thousands."""
    if not isinstance(typed, str):
        return typed
    return persian.ascii_digits(persian.clean(typed)).replace(",", "").replace("٬", "") or None


Rials = Annotated[int, BeforeValidator(_rials), Field(ge=0, le=10**15)]


class SessionForm(Form):
    commission: Code = ""
    day: Day
    hour: Clock
    place: Line = ""
    members: Annotated[str, Field(max_length=2000)] = ""


class MoveForm(Form):
    """``seen``: the mark of the session's time and place when the page was opened."""

    seen: Annotated[int, Field(ge=0, le=2**32)] = 0
    day: Day
    hour: Clock
    place: Line = ""
    reason: Annotated[str, Field(max_length=300)] = ""


class AgendaForm(Form):
    application: Id


class ServedForm(Form):
    turn: Revision | None = None
    way: Code = ""
    day: Day


class DefenceForm(Form):
    turn: Revision | None = None
    defence: Words = ""


class VerdictForm(Form):
    turn: Revision | None = None
    verdict: Code = ""
    reason: Words = ""
    amount: Rials | None = None


class TellForm(Form):
    told: bool = False
