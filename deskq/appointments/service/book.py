"""Book an appointment."""

from datetime import datetime

from deskq.appointments import availability, codes, events, queries, rules
from deskq.appointments.availability import Offer
from deskq.appointments.holders import Holder
from deskq.appointments.models import Appointment
from deskq.appointments.rules import Slot
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.secrets import hashed
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache


def book(
    office_id: int,
    service_code: str,
    starts_at: datetime,
    who: Holder,
    secret: str,
    language: str,
    request_key: str,
    by: str = "visitor",
) -> Appointment:
    """Take a place at a time. The transaction serialises writers: of two requests in the same second one gets the last
    place and the other ``JustTaken``. The same ``request_key`` again returns the same appointment."""
    with transaction(office_id, by) as tx:
        earlier = queries.by_request(tx.session, office_id, request_key)
        if earlier is not None:
            return earlier
        found = offered(tx, service_code)
        slot = found.slot(starts_at)
        if found.policy.national_id == "needed" and who.id_hash is None:
            raise InvalidInput({"national_id": N_("Please fill in this field.")})
        rules.check_limit(queries.services_of(tx.session, office_id, who), found.service.id, found.policy.most)
        made = Appointment(
            office_id=office_id,
            service_id=found.service.id,
            code=free_code(tx),
            token_hash=hashed(secret),
            request_key=request_key,
            phone=who.phone,
            id_hash=who.id_hash,
            language=language,
            state="booked",
            booked_at=tx.at,
            moves=0,
            **place(tx, found, slot),
        )
        tx.session.add(made)
        tx.session.flush()
        tx.record(events.AppointmentBooked(made.id, made.service_id, slot.starts_at.isoformat()))
        return made


def offered(tx: Transaction, service_code: str) -> Offer:
    """What is on offer for a service, read inside the transaction."""
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    service = config.service(service_code)
    if service is None:
        raise NotFound
    found = availability.of(tx.session, config, service, tx.at)
    if not found.policy.open:
        raise rules.NotOpen
    return found


def place(tx: Transaction, found: Offer, slot: Slot) -> dict[str, object]:
    """The columns of a place at a time: the lowest free seat."""
    seats = queries.seats(tx.session, found.service.id, slot.starts_at)
    return {
        "day": jalali.day_at(slot.starts_at, clock.zone()),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "seat": next(seat for seat in range(slot.capacity) if seat not in seats),
    }


def free_code(tx: Transaction) -> str:
    today = jalali.day_at(tx.at, clock.zone())
    code = codes.new()
    while queries.is_code_taken(tx.session, tx.office_id, code, today):
        code = codes.new()
    return code
