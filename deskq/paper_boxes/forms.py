"""Forms of opening a box, typing in its slips and closing it."""

from typing import Annotated

from pydantic import Field

from deskq.intake.forms import ContentForm, Id, Long
from deskq.office.forms import DIGITS, Day
from deskq.queue.forms import Key
from deskq.web.forms import Form


class SlipForm(ContentForm):
    """A slip out of a box; its scan comes beside it."""


class OpeningForm(Form):
    """The minutes of an opening as they begin."""

    witnesses: Annotated[list[Id], Field(max_length=20)] = []
    others: Annotated[str, Field(max_length=1_000)] = ""
    slips: Annotated[int, DIGITS, Field(ge=0, le=999)]
    minutes: Long = ""
    #: Of an opening before today; ``open_still``: its slips are still to be answered.
    day: Day | None = None
    open_still: bool = False
    request_key: Key


class EmptyForm(Form):
    request_key: Key


class UndoForm(Form):
    slip: Id


class ClosingForm(Form):
    difference: Long = ""
