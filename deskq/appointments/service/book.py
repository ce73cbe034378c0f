"""Book an appointment, or reserve its place until the number is verified."""

from dataclasses import dataclass
from datetime import datetime

from deskq.appointments import availability, codes, events, queries, rules
from deskq.appointments.availability import Offer
from deskq.appointments.confirmation import service as confirmation
from deskq.appointments.confirmation.rules import Booker
from deskq.appointments.holders import Holder
from deskq.appointments.models import Appointment, phone_index
from deskq.appointments.rules import Slot
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound, SentAlready
from deskq.core.secrets import hashed
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.models import Service

BY_VISITOR = Booker()


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """What is to be booked. ``secret``: of the appointment's own page; ``request_key``: of the form, sent again too."""

    service_code: str
    starts_at: datetime
    who: Holder
    secret: str
    language: str
    request_key: str


def book(office_id: int, new: NewAppointment, booker: Booker = BY_VISITOR) -> Appointment:
    """Take a place at a time, ``pending`` if the number must be verified (see ``confirmation``). ``JustTaken``: another
    request got the last place. The same ``request_key`` again returns the same appointment; with another time or person
    it replaces an unconfirmed one, and is ``SentAlready`` for any other."""
    with transaction(office_id, booker.by) as tx:
        earlier = _earlier(tx, new)
        if earlier is not None:
            return earlier
        confirmation.make_way(tx, _service(tx, new.service_code).id, new.who, booker)
        found = offered(tx, new.service_code)
        slot = found.slot(new.starts_at)
        _check_holder(tx, found, new.who, booker)
        made = _row(tx, new, booker, found.service.id, place(tx, found, slot))
        tx.session.add(made)
        tx.session.flush()
        _record(tx, made, found.policy.confirm_minutes)
        return made


def _row(
    tx: Transaction, new: NewAppointment, booker: Booker, service_id: int, placed: dict[str, object]
) -> Appointment:
    return Appointment(
        office_id=tx.office_id,
        service_id=service_id,
        code=free_code(tx),
        token_hash=hashed(new.secret),
        request_key=new.request_key,
        phone=new.who.phone,
        id_hash=new.who.id_hash,
        language=new.language,
        address_index=booker.address,
        state="pending" if booker.must_confirm else "booked",
        booked_at=tx.at,
        moves=0,
        **placed,
    )


def _record(tx: Transaction, made: Appointment, confirm_minutes: int) -> None:
    must_confirm = made.state == "pending"
    taken = events.AppointmentRequested if must_confirm else events.AppointmentBooked
    tx.record(taken(made.id, made.service_id, made.starts_at.isoformat()))
    if must_confirm:
        confirmation.send_code(tx, made, confirm_minutes)


def _check_holder(tx: Transaction, found: Offer, who: Holder, booker: Booker) -> None:
    """Raises unless this number and this address may have one more appointment. Staff may always."""
    if found.policy.national_id == "needed" and who.id_hash is None:
        raise InvalidInput({"national_id": N_("Please fill in this field.")})
    number = phone_index(who.phone)
    if not booker.is_staff:
        services = queries.services_of(tx.session, tx.office_id, number, who.id_hash)
        rules.check_limit(services, found.service.id, found.policy.most)
    confirmation.check_booker(tx, booker, number, found.policy.most_per_address)


def _earlier(tx: Transaction, new: NewAppointment) -> Appointment | None:
    """The appointment of the same request, or ``SentAlready`` if it has other values. An unconfirmed one with other
    values, or a released one, is replaced."""
    found = queries.by_request(tx.session, tx.office_id, new.request_key)
    if found is None:
        return None
    asked = (_service(tx, new.service_code).id, new.starts_at, phone_index(new.who.phone), new.who.id_hash)
    same = asked == (found.service_id, found.starts_at, found.phone_index, found.id_hash)
    if found.state not in ("pending", "released") and not same:
        raise SentAlready
    if found.state != "released" and same:
        return found
    if found.state == "pending":
        confirmation.give_back(tx, found)
    confirmation.free_request(found)
    tx.session.flush()
    return None


def offered(tx: Transaction, service_code: str) -> Offer:
    """What is on offer for a service, read inside the transaction."""
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    found = availability.of(tx.session, config, _service(tx, service_code), tx.at)
    if not found.policy.open:
        raise rules.NotOpen
    return found


def _service(tx: Transaction, code: str) -> Service:
    found = config_cache.at(tx.office_id, tx.config_version, tx.connection).service(code)
    if found is None:
        raise NotFound
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
