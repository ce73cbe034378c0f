"""What a clerk does with a ticket at a counter: one call for each button."""

from collections.abc import Callable

from deskq.api import answers
from deskq.api.endpoint import endpoint
from deskq.api.tickets import for_staff
from deskq.errors import BadFields, Forbidden, NotFound
from deskq.identity import Caller
from deskq.queue import rules, service
from deskq.queue.forms import FinishIn, TransferIn
from deskq.queue.models import Ticket
from deskq.queue.service import Press
from deskq.queue.service.press import AlreadyServing, CounterNotOpen, NobodyHere
from deskq.queue.service.transfer import SameService

CANNOT = (NotFound, rules.CannotMove, CounterNotOpen, Forbidden)
MOVE = {"act": "counter.work", "answer": answers.StaffTicketOut, "refusals": CANNOT}
RESUME = {**MOVE, "refusals": (*CANNOT, AlreadyServing, NobodyHere)}
RECALL = {**MOVE, "refusals": (*CANNOT, rules.RecalledEnough)}
GONE = {**MOVE, "refusals": (*CANNOT, rules.GoFirst)}


@endpoint("POST", "/tickets/<int:ticket_id>/recall", **RECALL)  # type: ignore[arg-type]
def recall_ticket(caller: Caller, ticket_id: int) -> answers.StaffTicketOut:
    """Call again."""
    return _move(caller, ticket_id, "recall", service.recall)


@endpoint("POST", "/tickets/<int:ticket_id>/service", **MOVE)  # type: ignore[arg-type]
def start_ticket(caller: Caller, ticket_id: int) -> answers.StaffTicketOut:
    """The visitor has come."""
    return _move(caller, ticket_id, "start", service.start)


@endpoint("POST", "/tickets/<int:ticket_id>/fetching", **MOVE)  # type: ignore[arg-type]
def fetch_ticket(caller: Caller, ticket_id: int) -> answers.StaffTicketOut:
    """Somebody went to the visitor, who can neither see nor hear the board."""
    return _move(caller, ticket_id, "fetch", service.fetch)


@endpoint("POST", "/tickets/<int:ticket_id>/absence", **GONE)  # type: ignore[arg-type]
def miss_ticket(caller: Caller, ticket_id: int) -> answers.StaffTicketOut:
    """The visitor did not come."""
    return _move(caller, ticket_id, "miss", service.miss)


@endpoint("POST", "/tickets/<int:ticket_id>/hold", **GONE)  # type: ignore[arg-type]
def hold_ticket(caller: Caller, ticket_id: int) -> answers.StaffTicketOut:
    """The visitor steps aside."""
    return _move(caller, ticket_id, "hold", service.hold)


@endpoint("POST", "/tickets/<int:ticket_id>/resumption", **RESUME)  # type: ignore[arg-type]
def resume_ticket(caller: Caller, ticket_id: int) -> answers.StaffTicketOut:
    """The held visitor is back."""
    return _move(caller, ticket_id, "resume", lambda at: service.resume(at, ticket_id))


@endpoint(
    "POST",
    "/tickets/<int:ticket_id>/transfer",
    act="counter.work",
    body=TransferIn,
    answer=answers.StaffTicketOut,
    refusals=(*CANNOT, rules.CounterClosed, SameService, BadFields),
)
def transfer_ticket(caller: Caller, ticket_id: int, form: TransferIn) -> answers.StaffTicketOut:
    """Send on to a service or a counter; the arrival time is kept."""
    return _move(caller, ticket_id, "transfer", lambda at: service.transfer(at, form.service, form.counter))


@endpoint(
    "POST",
    "/tickets/<int:ticket_id>/completion",
    act="counter.work",
    body=FinishIn,
    answer=answers.StaffTicketOut,
    refusals=(*CANNOT, BadFields),
)
def finish_ticket(caller: Caller, ticket_id: int, form: FinishIn) -> answers.StaffTicketOut:
    """The visit is over."""
    return _move(caller, ticket_id, "finish", lambda at: service.finish(at, form.outcome, form.served))


def _move(caller: Caller, ticket_id: int, verb: str, do: Callable[[Press], Ticket]) -> answers.StaffTicketOut:
    return for_staff(service.at_ticket(caller.office_id, caller.by, caller.counter_id, ticket_id, verb, do))
