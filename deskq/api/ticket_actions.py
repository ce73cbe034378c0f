"""Actions of a clerk on a ticket at a counter: one endpoint per button."""

from collections.abc import Callable

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.api.tickets import for_staff
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.queue.forms import FinishIn, KeepIn, SwitchIn, TransferIn
from deskq.queue.models import Ticket
from deskq.queue.rules.counters import CounterClosed, NobodyServes
from deskq.queue.rules.transitions import CannotMove, EscortFirst, RecalledEnough
from deskq.queue.service import assistance, calls, counter_action, serve
from deskq.queue.service.counter_action import AlreadyServing, CounterAction, CounterNotOpen, NobodyHere
from deskq.queue.service.keep import keep
from deskq.queue.service.switch import next_service
from deskq.queue.service.transfer import AtNoCounter, SameService, transfer

CANNOT = (NotFound, CannotMove, CounterNotOpen, Forbidden)
MOVE = {"act": "counter.work", "answer": schemas.StaffTicketOut, "refusals": CANNOT}
RESUME = {**MOVE, "refusals": (*CANNOT, AlreadyServing, NobodyHere)}
RECALL = {**MOVE, "refusals": (*CANNOT, RecalledEnough)}
GONE = {**MOVE, "refusals": (*CANNOT, EscortFirst)}


@endpoint("POST", "/tickets/<int:ticket_id>/recall", **RECALL)  # type: ignore[arg-type]
def recall_ticket(caller: Caller, ticket_id: int) -> schemas.StaffTicketOut:
    """Call again."""
    return _move(caller, ticket_id, "recall", calls.recall)


@endpoint("POST", "/tickets/<int:ticket_id>/service", **MOVE)  # type: ignore[arg-type]
def start_ticket(caller: Caller, ticket_id: int) -> schemas.StaffTicketOut:
    """The visitor has come."""
    return _move(caller, ticket_id, "start", serve.start)


@endpoint("POST", "/tickets/<int:ticket_id>/fetching", **MOVE)  # type: ignore[arg-type]
def fetch_ticket(caller: Caller, ticket_id: int) -> schemas.StaffTicketOut:
    """Somebody went to escort the visitor, who can neither see nor hear the board."""
    return _move(caller, ticket_id, "fetch", assistance.escort)


@endpoint("POST", "/tickets/<int:ticket_id>/absence", **GONE)  # type: ignore[arg-type]
def miss_ticket(caller: Caller, ticket_id: int) -> schemas.StaffTicketOut:
    """The visitor did not come."""
    return _move(caller, ticket_id, "miss", serve.mark_absent)


@endpoint("POST", "/tickets/<int:ticket_id>/hold", **GONE)  # type: ignore[arg-type]
def hold_ticket(caller: Caller, ticket_id: int) -> schemas.StaffTicketOut:
    """Put the ticket on hold."""
    return _move(caller, ticket_id, "hold", serve.hold)


@endpoint("POST", "/tickets/<int:ticket_id>/resumption", **RESUME)  # type: ignore[arg-type]
def resume_ticket(caller: Caller, ticket_id: int) -> schemas.StaffTicketOut:
    """The visitor on hold is back."""
    return _move(caller, ticket_id, "resume", lambda at: serve.resume(at, ticket_id))


@endpoint(
    "POST",
    "/tickets/<int:ticket_id>/transfer",
    act="counter.work",
    body=TransferIn,
    answer=schemas.StaffTicketOut,
    refusals=(*CANNOT, CounterClosed, NobodyServes, SameService, AtNoCounter, InvalidInput),
)
def transfer_ticket(caller: Caller, ticket_id: int, form: TransferIn) -> schemas.StaffTicketOut:
    """Transfer to a service, a counter, or the counter where a `clerk` works (a person's id); the arrival time is kept.
    To a service that no open counter serves only with `confirm` and a `reason`."""
    where = form.service, form.counter, form.unserved_because, form.clerk
    return _move(caller, ticket_id, "transfer", lambda at: transfer(at, *where))


@endpoint(
    "POST",
    "/tickets/<int:ticket_id>/next-service",
    act="counter.work",
    body=SwitchIn,
    answer=schemas.StaffTicketOut,
    refusals=(*CANNOT, SameService, InvalidInput),
)
def switch_service(caller: Caller, ticket_id: int, form: SwitchIn) -> schemas.StaffTicketOut:
    """End the present service with its `outcome`, and begin another in the same visit."""
    return _move(caller, ticket_id, "switch", lambda at: next_service(at, form.service, form.outcome))


@endpoint(
    "POST",
    "/tickets/<int:ticket_id>/keeping",
    act="counter.work",
    body=KeepIn,
    answer=schemas.StaffTicketOut,
    refusals=(*CANNOT, InvalidInput),
)
def keep_ticket(caller: Caller, ticket_id: int, form: KeepIn) -> schemas.StaffTicketOut:
    """Keep the ticket at the counter for the next working day; it comes back first."""
    return _move(caller, ticket_id, "keep", lambda at: keep(at, form.reason))


@endpoint(
    "POST",
    "/tickets/<int:ticket_id>/completion",
    act="counter.work",
    body=FinishIn,
    answer=schemas.StaffTicketOut,
    refusals=(*CANNOT, InvalidInput),
)
def finish_ticket(caller: Caller, ticket_id: int, form: FinishIn) -> schemas.StaffTicketOut:
    """The visit is over."""
    return _move(caller, ticket_id, "finish", lambda at: serve.finish(at, form.outcome, form.served))


def _move(caller: Caller, ticket_id: int, verb: str, do: Callable[[CounterAction], Ticket]) -> schemas.StaffTicketOut:
    return for_staff(counter_action.at_ticket(caller.office_id, caller.by, caller.counter_id, ticket_id, verb, do))
