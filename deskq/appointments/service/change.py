"""Cancel an appointment, or move it to another time. The code and the link stay the same."""

from datetime import datetime

from deskq.appointments import change_rules, events, queries, rules
from deskq.appointments.confirmation import service as confirmation
from deskq.appointments.models import Appointment
from deskq.appointments.service.book import free_code, offered, place
from deskq.core import actors
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache


def cancel(office_id: int, appointment_id: int) -> Appointment:
    """The place is free again at once."""
    with transaction(office_id, actors.VISITOR) as tx:
        found = _find(tx, appointment_id)
        if found.state == "pending":
            confirmation.give_back(tx, found)
            return found
        change_rules.check_changed(found.state, found.starts_at, tx.at)
        found.state = "cancelled"
        tx.record(events.AppointmentEnded(found.id, found.state))
        return found


def move(office_id: int, appointment_id: int, starts_at: datetime) -> Appointment:
    """Another time of the same service. The old one is kept until the new one is certain."""
    with transaction(office_id, actors.VISITOR) as tx:
        found = _find(tx, appointment_id)
        change_rules.check_changed(found.state, found.starts_at, tx.at)
        if starts_at == found.starts_at and found.state == "booked":
            return found
        change_rules.check_moves(found.state, found.moves)
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        on_offer = offered(tx, config.services[found.service_id].code)
        slot = on_offer.slot(starts_at)
        if found.state == "withdrawn":
            _take_up(tx, found, on_offer.policy.most)
        before = found.starts_at
        for column, value in place(tx, on_offer, slot).items():
            setattr(found, column, value)
        found.state, found.moves, found.reminded_at = "booked", found.moves + 1, None
        tx.session.flush()
        tx.record(events.AppointmentMoved(found.id, before.isoformat(), slot.starts_at.isoformat()))
        return found


def _take_up(tx: Transaction, found: Appointment, most: int) -> None:
    """One cancelled by the office counts again; its code may have been given to another meanwhile."""
    if found.phone_index is not None:
        services = queries.services_of(tx.session, tx.office_id, found.phone_index, found.id_hash)
        rules.check_limit(services, found.service_id, most)
    if queries.is_live_code(tx.session, tx.office_id, found.code):
        found.code = free_code(tx)


def _find(tx: Transaction, appointment_id: int) -> Appointment:
    found = queries.by_id(tx.session, tx.office_id, appointment_id)
    if found is None:
        raise NotFound
    return found
