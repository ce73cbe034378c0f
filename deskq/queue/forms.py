"""Input of the commands of the queue: ...In as sent to the API, ...Form as sent by the counter's page."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.queue.rules.counters import LONGEST_BREAK
from deskq.queue.rules.transitions import MOST_SERVED
from deskq.web.forms import Form

Code = Annotated[str, Field(min_length=1, max_length=40)]
Id = Annotated[int, Field(ge=1, le=2**53)]
Key = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_\-]+$")]
Revision = Annotated[int, Field(ge=0, le=2**53)]


class ActionForm(Form):
    """An action on the counter's page; ``turn`` is the revision of the counter that the page showed."""

    turn: Revision | None = None


class IssueForm(Form):
    service: Code
    priority: Annotated[str, Field(max_length=40)] = ""
    request_key: Key | None = None
    in_person: bool = False


class CallIn(Form):
    ticket: Id | None = None


class CallForm(ActionForm, CallIn):
    finish: Id | None = None


class TicketForm(ActionForm):
    ticket: Id


class MarkForm(TicketForm):
    in_person: bool = False


class TransferIn(Form):
    service: Code | None = None
    counter: Annotated[int, Field(ge=1, le=9999)] | None = None


class TransferForm(ActionForm, TransferIn):
    pass


class FinishIn(Form):
    outcome: Literal["done", "referred", "documents_missing", "not_possible"] = "done"
    served: Annotated[int, Field(ge=1, le=MOST_SERVED)] = 1


class FinishForm(ActionForm, FinishIn):
    pass


class BreakIn(Form):
    minutes: Annotated[int, Field(ge=1, le=LONGEST_BREAK)]


class BreakForm(ActionForm, BreakIn):
    pass
