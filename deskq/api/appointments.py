"""Appointments: free slots, booking, moving and cancelling, and check-in."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from flask import request
from pydantic import AfterValidator, AwareDatetime, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import READS_PER_ADDRESS, endpoint, secret_key
from deskq.api.idempotency import request_key
from deskq.api.tickets import Paper, visible, wanted_printer
from deskq.appointments import change_rules, holders, queries, rules
from deskq.appointments.confirmation import rules as confirmation_rules
from deskq.appointments.confirmation import service as confirmation
from deskq.appointments.forms import CodeForm, Typed
from deskq.appointments.models import Appointment
from deskq.appointments.service import change
from deskq.appointments.service.book import NewAppointment, book
from deskq.appointments.views import bookers, booking, check_in, own_appointment
from deskq.appointments.views.own_appointment import CODES_PER_ADDRESS, TRIES_PER_ADDRESS
from deskq.core import clock, secrets
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.office import config_cache
from deskq.printing import service as printing_service
from deskq.queue import queries as queue_queries
from deskq.queue.forms import Code
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.service.issue import KeyReused, OfficeClosed, ServiceClosed
from deskq.sms import queries as sms_queries
from deskq.sms.one_time_code import rules as code_rules
from deskq.web.forms import Form

YEARS = range(2000, 2200)
TAKING = (NotFound, rules.NotOpen, rules.NotOffered, rules.JustTaken, rules.OneForService, rules.Enough, InvalidInput)
REFUSED_HERE = (confirmation_rules.NumberUsedUp, code_rules.CodesFromHereUsedUp, Forbidden)
CONFIRMING = (
    *(NotFound, confirmation_rules.NotConfirmed, code_rules.WrongCodeFromSms, code_rules.CodeUsedUp),
    *(rules.OneForService, rules.Enough, InvalidInput),
)
SENDING = (
    *(NotFound, confirmation_rules.NotConfirmed, code_rules.CodeJustSent, confirmation_rules.NoMoreCodes),
    *(confirmation_rules.NumberUsedUp, code_rules.CodesFromHereUsedUp),
)
ARRIVING = (rules.WrongCode, rules.NoSuchCode, rules.CalledOff, rules.GivenUp, rules.TooEarly, rules.TooLate)


def _near(moment: datetime) -> datetime:
    if moment.year not in YEARS:
        raise ValueError
    return moment


Hour = Annotated[AwareDatetime, AfterValidator(_near)]


class SlotsIn(Form):
    service: Code
    day: Annotated[date, Field(description="A date in ISO format, for example 2026-11-25.")]


class BookIn(Form):
    service: Code
    starts_at: Hour
    phone: Annotated[str, Field(min_length=1, max_length=40)]
    national_id: Typed = ""
    language: Literal["fa", "en"] = "fa"
    phone_verified: Annotated[
        bool,
        Field(description="The caller has verified itself that the number is the visitor's; integrations only."),
    ] = False


class ConfirmIn(Form):
    code: Annotated[str, Field(min_length=1, max_length=40, description="The code from the text message.")]


class MoveIn(Form):
    starts_at: Hour


class ArrivalIn(CodeForm):
    language: Literal["fa", "en"] = "fa"
    print: Paper = False


@endpoint(
    "GET",
    "/appointments/slots",
    act="services.read",
    query=SlotsIn,
    answer=schemas.Slots,
    refusals=(NotFound, rules.NotOpen, InvalidInput),
    limit="600 per minute",
)
def list_slots(caller: Caller, query: SlotsIn) -> schemas.Slots:
    """Bookable slots of a service on a day, full ones included."""
    found = booking.offered(query.service)
    return schemas.Slots(
        service=query.service,
        day=query.day,
        slots=[
            schemas.SlotOut(starts_at=slot.starts_at, ends_at=slot.ends_at, free=slot.free)
            for slot in found.day(query.day)
        ],
    )


@endpoint(
    "POST",
    "/appointments",
    act="appointments.book",
    body=BookIn,
    answer=schemas.BookedOut,
    status=201,
    refusals=(*TAKING, *REFUSED_HERE, KeyReused),
    limit="120 per minute",
)
def book_appointment(caller: Caller, form: BookIn) -> schemas.BookedOut:
    """Book an appointment. Where the office sends SMS it is ``pending`` until its number is confirmed."""
    given = request.headers.get("Idempotency-Key")
    key = request_key(caller, given) if given else secrets.new()
    token = secrets.for_request(secret_key(), key)
    who = holders.read_holder(form.phone, form.national_id, secret_key())
    new = NewAppointment(form.service, form.starts_at, who, token, form.language, key)
    made = book(caller.office_id, new, bookers.of_api(caller, form.phone_verified))
    return schemas.BookedOut(**_appointment_out(made).model_dump(), token=token)


@endpoint(
    "POST",
    "/appointments/arrivals",
    act="kiosk.use",
    body=ArrivalIn,
    answer=schemas.IssuedOut,
    status=201,
    refusals=(*ARRIVING, OfficeClosed, ServiceClosed, InvalidInput, KeyReused),
    limit="12 per minute",
)
def admit_appointment(caller: Caller, form: ArrivalIn) -> schemas.IssuedOut:
    """Check in by the code of an appointment: gives a ticket, on hold until its time; repeating gives the same one."""
    printer, arrival = wanted_printer(form.print), check_in.check_in(caller, form, form.language)
    found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(arrival.secret))
    if found is None:
        raise NotFound
    if printer is not None:
        printing_service.order(caller.office_id, caller.by, found.id, printer.name)
    shown = visible(found, ticket_view(db.session(), found).ahead)
    promised = {
        "texts": sms_queries.number_of(db.session(), found.id) is not None,
        "paper": printer is not None,
        "derived_from": arrival.request_key,
    }
    return schemas.IssuedOut(**shown, id=found.id, token=arrival.secret, **promised)


@endpoint(
    "GET",
    "/appointments/<token>",
    answer=schemas.AppointmentOut,
    refusals=(NotFound,),
    limit="60 per minute",
    per_address=READS_PER_ADDRESS,
)
def show_appointment(caller: Caller, token: str) -> schemas.AppointmentOut:
    """An appointment by its visitor's secret."""
    return _appointment_out(own_appointment.find(token))


@endpoint(
    "POST",
    "/appointments/<token>/cancellation",
    answer=schemas.AppointmentOut,
    refusals=(NotFound, change_rules.NoLongerYours),
    limit="20 per minute",
)
def cancel_appointment(caller: Caller, token: str) -> schemas.AppointmentOut:
    """The visitor cancels it; the slot is free at once."""
    found = own_appointment.find(token)
    return _appointment_out(change.cancel(found.office_id, found.id))


@endpoint(
    "POST",
    "/appointments/<token>/confirmation",
    body=ConfirmIn,
    answer=schemas.AppointmentOut,
    refusals=CONFIRMING,
    limit="20 per minute",
    per_address=TRIES_PER_ADDRESS,
)
def confirm_appointment(caller: Caller, token: str, form: ConfirmIn) -> schemas.AppointmentOut:
    """Confirm a pending appointment by the code from the text message; repeating changes nothing."""
    found = own_appointment.find(token)
    typed = persian.only_digits(form.code)
    return _appointment_out(confirmation.confirm(found.office_id, found.id, typed, secret_key()))


@endpoint(
    "POST",
    "/appointments/<token>/sms-code",
    answer=schemas.AppointmentOut,
    refusals=SENDING,
    limit="10 per minute",
    per_address=CODES_PER_ADDRESS,
)
def resend_appointment_code(caller: Caller, token: str) -> schemas.AppointmentOut:
    """Text the code of a pending appointment again; its slot is kept longer."""
    found = own_appointment.find(token)
    return _appointment_out(confirmation.resend(found.office_id, found.id))


@endpoint(
    "POST",
    "/appointments/<token>/move",
    body=MoveIn,
    answer=schemas.AppointmentOut,
    refusals=(*TAKING, change_rules.NoLongerYours, change_rules.MovedOften),
    limit="20 per minute",
)
def move_appointment(caller: Caller, token: str, form: MoveIn) -> schemas.AppointmentOut:
    """Move it to another slot of the same service; code and secret stay the same."""
    found = own_appointment.find(token)
    return _appointment_out(change.move(found.office_id, found.id, form.starts_at))


def _appointment_out(found: Appointment) -> schemas.AppointmentOut:
    session, day = db.session(), clock.local(found.starts_at).date()
    policy = queries.policy(session, found.office_id)
    withdrawn = queries.withdrawn_day(session, found.office_id, day) if found.state == "withdrawn" else None
    return schemas.AppointmentOut(
        state=found.state,
        service=config_cache.cached(session, found.office_id, services=found.service_id)
        .services[found.service_id]
        .code,
        starts_at=found.starts_at.astimezone(UTC),
        ends_at=found.ends_at.astimezone(UTC),
        code=None if found.state in confirmation_rules.UNPROVEN else found.code,
        confirm_until=found.code_until if found.state == "pending" else None,
        admitted_from=rules.opens_at(found.starts_at, policy),
        admitted_until=rules.closes_at(found.starts_at, policy),
        reason=schemas.name(withdrawn.reason) if withdrawn and withdrawn.reason.fa else None,
    )
