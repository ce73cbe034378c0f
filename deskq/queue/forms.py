"""The input of every command of the queue: ...In as machines send it, ...Form as the counter's page does."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.queue.rules.counters import LONGEST_BREAK
from deskq.queue.rules.transitions import MOST_SERVED
from deskq.web.forms import Form

Code = Annotated[str, Field(min_length=1, max_length=40)]
Id = Annotated[int, Field(ge=1, le=2**53)]
Key = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_\-]+$")]
Turn = Annotated[int, Field(ge=0, le=2**53)]


class Pressed(Form):
    """A press on the counter's page; ``turn`` tells which picture of the counter it was pressed on."""

    turn: Turn | None = None


class IssueForm(Form):
    service: Code
    priority: Annotated[str, Field(max_length=40)] = ""
    request_key: Key | None = None
    in_person: bool = False


class CallIn(Form):
    ticket: Id | None = None


class CallForm(Pressed, CallIn):
    finish: Id | None = None


class TicketForm(Pressed):
    ticket: Id


class MarkForm(TicketForm):
    in_person: bool = False


class TransferIn(Form):
    service: Code | None = None
    counter: Annotated[int, Field(ge=1, le=9999)] | None = None


class TransferForm(Pressed, TransferIn):
    pass


class FinishIn(Form):
    outcome: Literal["done", "referred", "documents_missing", "not_possible"] = "done"
    served: Annotated[int, Field(ge=1, le=MOST_SERVED)] = 1


class FinishForm(Pressed, FinishIn):
    pass


class BreakIn(Form):
    minutes: Annotated[int, Field(ge=1, le=LONGEST_BREAK)]


class BreakForm(Pressed, BreakIn):
    pass
