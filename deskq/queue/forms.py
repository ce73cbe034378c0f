"""Input of the commands of the queue: ...In as sent to the API, ...Form as sent by the counter's page."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.office.forms import TEXT
from deskq.queue.rules.counters import LONGEST_BREAK
from deskq.queue.rules.transitions import MOST_SERVED
from deskq.web.forms import Form

Code = Annotated[str, Field(min_length=1, max_length=40)]
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]  # the range of keys on PostgreSQL
Key = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_\-]+$")]
Outcome = Literal["done", "referred", "documents_missing", "not_possible"]
LONGEST_NOTE = 500
Revision = Annotated[int, Field(ge=0, le=2**53)]


class NoFields(Form):
    """The form of a button without fields."""


class ActionForm(Form):
    """An action on the counter's page; ``turn`` is the revision of the counter that the page showed."""

    turn: Revision | None = None


class IssueForm(Form):
    service: Code
    priority: Annotated[str, Field(max_length=40)] = ""
    request_key: Key | None = None
    in_person: bool = False
    late_ok: bool = False


class CallIn(Form):
    ticket: Id | None = None


class CallForm(ActionForm, CallIn):
    finish: Id | None = None


class WalkInForm(ActionForm):
    service: Code


class TicketForm(ActionForm):
    ticket: Id


class MarkForm(TicketForm):
    in_person: bool = False


class TransferIn(Form):
    """With ``confirm`` and a ``reason``, the transfer may be to a service that no open counter serves."""

    service: Code | None = None
    counter: Annotated[int, Field(ge=1, le=9999)] | None = None
    clerk: Id | None = None
    confirm: bool = False
    reason: Annotated[str, Field(max_length=200)] = ""

    @property
    def unserved_because(self) -> str | None:
        return self.reason if self.confirm else None


class TransferForm(ActionForm, TransferIn):
    pass


class SwitchIn(Form):
    """``outcome``: the outcome of the service that ends."""

    service: Code
    outcome: Outcome = "done"


class SwitchForm(ActionForm, SwitchIn):
    pass


class KeepIn(Form):
    reason: Literal["documents", "system", "time", "other"]


class KeepForm(ActionForm, KeepIn):
    ticket: Id | None = None


class CounterNoteForm(ActionForm):
    ticket: Id
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE), TEXT]


class FinishIn(Form):
    outcome: Outcome = "done"
    served: Annotated[int, Field(ge=1, le=MOST_SERVED)] = 1


class FinishForm(ActionForm, FinishIn):
    pass


class BreakIn(Form):
    minutes: Annotated[int, Field(ge=1, le=LONGEST_BREAK)]


class BreakForm(ActionForm, BreakIn):
    pass
