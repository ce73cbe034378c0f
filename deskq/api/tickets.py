"""Tickets: issued at a kiosk, tracked, cancelled and rated by their visitor."""

from functools import partial
from typing import Annotated, Any, Literal

from flask import current_app, request
from pydantic import Field, StrictBool

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import READS_PER_ADDRESS, endpoint, secret_key
from deskq.api.idempotency import request_key
from deskq.core import clock, secrets
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.printing import printers
from deskq.printing import service as printing_service
from deskq.printing.address import Address
from deskq.queue import queries, staffed_counters, wait_port
from deskq.queue.forms import Code
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules import waits
from deskq.queue.rules.line_closing import DayQuotaReached, HourQuotaReached, LineClosed, MayNotBeServed
from deskq.queue.rules.transitions import LARGEST_GROUP, CannotMove, CannotUndo
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.shared import WaitShown
from deskq.queue.service import cancel as cancel_service
from deskq.queue.service import issue as issue_service
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import KeyReused, OfficeClosed, ServiceClosed, ServiceGone
from deskq.rating_followup.views import followup
from deskq.ratings import rules as rating_rules
from deskq.ratings import service as rating_service
from deskq.ratings.forms import Answers, Comment, Reasons, Score
from deskq.ratings.questionnaire import ITEMS
from deskq.ratings.views import origin
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.web.forms import Form

PHONE = (
    "A mobile number in any spelling, to notify by text message. Erased at the end of the day (for visitors who were "
    "not called, after they were asked the next morning) and never shown again. An office that sends no text messages "
    "does not keep it: `texts` in the answer is then false."
)


PRINT = (
    "true: print the ticket at the printer of all kiosks, or at the first one where each has its own. A name "
    "(`main`, `kiosk 7`): print it there. `paper` in the answer is false if the office has no printer, or none that "
    "can print."
)
LATE = "true: also when the turn would probably come after closing (`may-not-be-served`)."
FULL = (LineClosed, MayNotBeServed, DayQuotaReached, HourQuotaReached)
Paper = Annotated[StrictBool | Annotated[str, Field(max_length=20)], Field(description=PRINT)]


class IssueIn(Form):
    service: Code
    priority: Annotated[str, Field(max_length=40)] = ""
    language: Literal["fa", "en"] = "fa"
    in_person: bool = False
    late_ok: Annotated[bool, Field(description=LATE)] = False
    group_size: Annotated[int, Field(ge=1, le=LARGEST_GROUP)] = 1
    phone: Annotated[str, Field(max_length=40, description=PHONE)] | None = None
    print: Paper = False


ANSWERS = (
    "Answers to the questionnaire, {question: value}: 5 (very good) to 1 (very poor), 0 for no opinion. Questions: "
    f"{', '.join(ITEMS)}."
)


class RateIn(Form):
    score: Score
    reasons: Reasons = []
    comment: Comment = ""
    answers: Annotated[Answers, Field(description=ANSWERS)] = {}


@endpoint(
    "POST",
    "/tickets",
    act="kiosk.use",
    body=IssueIn,
    answer=schemas.IssuedOut,
    status=201,
    refusals=(OfficeClosed, ServiceClosed, ServiceGone, KeyReused, InvalidInput, *FULL),
)
def issue_ticket(caller: Caller, form: IssueIn) -> schemas.IssuedOut:
    """Issue a ticket."""
    key = request_key(caller, request.headers.get("Idempotency-Key") or secrets.new())  # paper derives the secret again
    secret = secrets.for_request(secret_key(), key)
    printer = wanted_printer(form.print)
    number = sms_service.read_number(form.phone) if form.phone and outbox.is_on() else None
    new = NewTicket(
        form.service,
        secret,
        form.priority,
        form.language,
        key,
        form.in_person,
        late_ok=form.late_ok,
        group_size=form.group_size,
    )
    issue = partial(issue_service.issue, caller.office_id, caller.by, new)
    texted = partial(sms_service.issue_with_number, caller.office_id, caller.by, number, issue)
    with transaction(caller.office_id, caller.by):  # inside it the counters are in memory
        made = printing_service.issue_and_print(caller.office_id, caller.by, printer.name if printer else None, texted)
        shown = visible(made, made.ahead_at_issue)
    promised = {"texts": number is not None, "paper": printer is not None}
    return schemas.IssuedOut(**shown, id=made.id, token=secret, **promised)


def wanted_printer(wanted: bool | str) -> Address | None:
    """The printer for the ticket; None when no paper was requested, or none can be printed."""
    known = printers.current()
    if isinstance(wanted, bool):
        return known.shared() if wanted else None
    found = known.named(wanted)
    if found is None:
        raise InvalidInput({"print": N_("There is no printer with this name.")})
    return None if known.lacks else found


@endpoint(
    "GET",
    "/tickets/<token>",
    answer=schemas.TicketOut,
    refusals=(NotFound,),
    limit="120 per minute",
    per_address=READS_PER_ADDRESS,
)
def show_ticket(caller: Caller, token: str) -> schemas.TicketOut:
    """A ticket by its visitor's secret."""
    found = _by_token(token)
    return schemas.TicketOut(**visible(found, ticket_view(db.session(), found).ahead))


@endpoint(
    "POST",
    "/tickets/<token>/cancellation",
    answer=schemas.TicketOut,
    refusals=(NotFound, CannotMove),
    limit="20 per minute",
)
def cancel_ticket(caller: Caller, token: str) -> schemas.TicketOut:
    """The visitor leaves the queue."""
    found = _by_token(token)
    return schemas.TicketOut(**visible(cancel(found.office_id, found.id), None))


@endpoint(
    "POST",
    "/tickets/<token>/return",
    answer=schemas.TicketOut,
    refusals=(NotFound, CannotUndo),
    limit="20 per minute",
)
def return_ticket(caller: Caller, token: str) -> schemas.TicketOut:
    """Undo a cancellation, for a short time: the ticket returns to its old place in the queue."""
    found = _by_token(token)
    back = cancel_service.rejoin(found.office_id, found.id)
    return schemas.TicketOut(**visible(back, ticket_view(db.session(), back).ahead))


@endpoint(
    "POST",
    "/tickets/<token>/rating",
    body=RateIn,
    answer=schemas.RatedOut,
    status=201,
    refusals=(NotFound, rating_rules.VisitNotEnded, rating_rules.TooLate, rating_rules.AlreadyRated, InvalidInput),
    limit="20 per minute",
)
def rate_ticket(caller: Caller, token: str, form: RateIn) -> schemas.RatedOut:
    """Rate a visit that has ended, once."""
    found, of = _by_token(token), origin.origin_of_address()
    words = (form.reasons, form.comment, form.answers)
    rating = rating_service.rate(found.office_id, found.id, form.score, "api", *words, origin=of)
    offered = followup.offered(found.id)
    address = f"{current_app.config['PUBLIC_URL']}/t/{token}/{offered.kind}" if offered is not None else None
    return schemas.RatedOut(score=rating.score, given_at=rating.given_at, door=address)


#: States in which the API shows the counter of a ticket: its present counter, or, while it waits, the counter of its
#: transfer.
AT_A_COUNTER = ("waiting", "called", "serving")


def visible(ticket: Ticket, ahead: int | None) -> dict[str, Any]:
    """Fields of a ticket that visitor and staff may both see."""
    at_counter = ticket.counter_id if ticket.state in AT_A_COUNTER else None
    named = {"services": ticket.service_id, "priorities": ticket.priority_id, "counters": at_counter}
    about = config_cache.cached(db.session(), ticket.office_id, **named)
    return {
        "code": ticket.code,
        "state": ticket.state,
        "service": about.services[ticket.service_id].code,
        "priority": about.priorities[ticket.priority_id].code,
        "language": ticket.language,
        "in_person": ticket.in_person,
        "ahead": ahead if ticket.state == "waiting" else None,
        "wait": schemas.wait(_wait(ticket, about)),
        "counter": schemas.place(about.places[at_counter]) if at_counter else None,
        "arrived_at": ticket.arrived_at,
        "waited": waits.so_far(ticket, clock.now()),
        "called_at": ticket.called_at,
        "started_at": ticket.started_at,
        "finished_at": ticket.finished_at,
    }


def _wait(ticket: Ticket, about: OfficeConfig) -> WaitShown | None:
    if ticket.state != "waiting":
        return None
    served = staffed_counters.services_served(db.session(), about)
    return wait_port.of_ticket(ticket, about.priorities[ticket.priority_id].weight, served)


def for_staff(ticket: Ticket) -> schemas.StaffTicketOut:
    own = {name: getattr(ticket, name) for name in ("id", "recalls", "fetched_at", "outcome", "served", "group_size")}
    return schemas.StaffTicketOut(**visible(ticket, None), **own)


def _by_token(token: str) -> Ticket:
    found = queries.ticket_by_hash(db.session(), secrets.hashed(token))
    if found is None:
        raise NotFound
    return found
