"""A visitor cancels an appointment, or moves it to another hour. The code and the link stay the same."""

from datetime import datetime

from deskq import sealing
from deskq.appointments import events, queries, rules
from deskq.appointments.models import Appointment
from deskq.appointments.people import Who
from deskq.appointments.service.book import free_code, offered, place
from deskq.errors import NotFound
from deskq.office import catalogue
from deskq.transactions import Transaction, transaction


def cancel(office_id: int, appointment_id: int) -> Appointment:
    """The place is free again at once."""
    with transaction(office_id, "visitor") as tell:
        found = _find(tell, appointment_id)
        rules.check_changed(found.state, found.starts_at, tell.at)
        found.state = "cancelled"
        tell(events.AppointmentEnded(found.id, found.state))
        return found


def move(office_id: int, appointment_id: int, starts_at: datetime) -> Appointment:
    """Another hour of the same service. Until it is certain the old one is kept."""
    with transaction(office_id, "visitor") as tell:
        found = _find(tell, appointment_id)
        rules.check_changed(found.state, found.starts_at, tell.at)
        if starts_at == found.starts_at and found.state == "booked":
            return found
        about = catalogue.at(office_id, tell.catalogue, tell.connection)
        on_offer = offered(tell, about.services[found.service_id].code)
        slot = on_offer.slot(starts_at)
        if found.state == "withdrawn":
            _take_up(tell, found, on_offer.policy.most)
        before = found.starts_at
        for column, value in place(tell, on_offer, slot).items():
            setattr(found, column, value)
        found.state, found.moves, found.reminded_at = "booked", found.moves + 1, None
        tell.session.flush()
        tell(events.AppointmentMoved(found.id, before.isoformat(), slot.starts_at.isoformat()))
        return found


def _take_up(tell: Transaction, found: Appointment, most: int) -> None:
    """One the office had cancelled counts again; its code may have been given to another meanwhile."""
    phone = sealing.readable(found.phone)
    if phone is not None:
        services = queries.services_of(tell.session, tell.office_id, Who(phone, found.id_hash))
        rules.check_limit(services, found.service_id, most)
    if queries.is_live_code(tell.session, tell.office_id, found.code):
        found.code = free_code(tell)


def _find(tell: Transaction, appointment_id: int) -> Appointment:
    found = queries.by_id(tell.session, tell.office_id, appointment_id)
    if found is None:
        raise NotFound
    return found
