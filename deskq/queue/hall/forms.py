"""Input of a supervisor's actions on the hall page, and of the counters' answers."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.office.forms import TEXT
from deskq.office.today.rules import LONGEST_REASON
from deskq.queue.forms import ActionForm, Id, Revision
from deskq.queue.rules.counters import LONGEST_BREAK
from deskq.web.forms import Form

LONGEST_LINE = 200


class CounterActForm(Form):
    """The fields of all actions on one counter. They share one form, and each button needs one field."""

    clerk: Id | None = None
    minutes: Annotated[int, Field(ge=1, le=LONGEST_BREAK)] | None = None
    service: Id | None = None
    text: Annotated[str, Field(max_length=LONGEST_LINE), TEXT] = ""


class UndoForm(Form):
    revision_after: Revision


class CloseServiceForm(Form):
    service: Id
    reason: Annotated[str, Field(max_length=20)]
    reason_fa: Annotated[str, Field(max_length=LONGEST_REASON), TEXT] = ""
    reason_en: Annotated[str, Field(max_length=LONGEST_REASON), TEXT] = ""


class LineForm(Form):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), TEXT]


class HelpForm(ActionForm):
    """``needed`` is empty if help is no longer needed."""

    needed: Literal["1"] | None = None


class ReadForm(ActionForm):
    line: Id
