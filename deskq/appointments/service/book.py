"""A visitor takes an appointment."""

from datetime import datetime

from deskq import clock, persian
from deskq.appointments import codes, events, offer, queries, rules
from deskq.appointments.models import Appointment
from deskq.appointments.offer import Offer
from deskq.appointments.people import Who
from deskq.appointments.rules import Slot
from deskq.errors import N_, BadFields, NotFound
from deskq.office import catalogue
from deskq.tokens import hashed
from deskq.transactions import Transaction, transaction


def book(
    office_id: int,
    service_code: str,
    starts_at: datetime,
    who: Who,
    token: str,
    language: str,
    request_key: str,
    by: str = "visitor",
) -> Appointment:
    """Take the place at an hour. The office is held: of two who press in the same second one gets the last place and
    the other ``JustTaken``. The same ``request_key`` again gives the same appointment."""
    with transaction(office_id, by) as tell:
        earlier = queries.by_request(tell.session, office_id, request_key)
        if earlier is not None:
            return earlier
        found = offered(tell, service_code)
        slot = found.slot(starts_at)
        if found.policy.national_id == "needed" and who.id_hash is None:
            raise BadFields({"national_id": N_("This is needed.")})
        rules.check_limit(queries.services_of(tell.session, office_id, who), found.service.id, found.policy.most)
        made = Appointment(
            office_id=office_id,
            service_id=found.service.id,
            code=free_code(tell),
            token_hash=hashed(token),
            request_key=request_key,
            phone=who.phone,
            id_hash=who.id_hash,
            language=language,
            state="booked",
            booked_at=tell.at,
            moves=0,
            **place(tell, found, slot),
        )
        tell.session.add(made)
        tell.session.flush()
        tell(events.AppointmentBooked(made.id, made.service_id, slot.starts_at.isoformat()))
        return made


def offered(tell: Transaction, service_code: str) -> Offer:
    """What is on offer for a service while the office is held."""
    about = catalogue.at(tell.office_id, tell.catalogue, tell.connection)
    service = about.service(service_code)
    if service is None:
        raise NotFound
    found = offer.of(tell.session, about, service, tell.at)
    if not found.policy.open:
        raise rules.NotOpen
    return found


def place(tell: Transaction, found: Offer, slot: Slot) -> dict[str, object]:
    """The columns of a place at an hour: the lowest seat that is free."""
    seats = queries.seats(tell.session, found.service.id, slot.starts_at)
    return {
        "day": persian.jalali_day(slot.starts_at, clock.zone()),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "seat": next(seat for seat in range(slot.capacity) if seat not in seats),
    }


def free_code(tell: Transaction) -> str:
    today = persian.jalali_day(tell.at, clock.zone())
    code = codes.new()
    while queries.code_stands(tell.session, tell.office_id, code, today):
        code = codes.new()
    return code
