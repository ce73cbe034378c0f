"""Reserves a place until its code is entered, sends the code again, confirms, and releases unconfirmed places.

Each try is counted in the transaction that compares it, so that parallel tries count like sequential ones.
"""

from datetime import datetime

from deskq.appointments import events, rules
from deskq.appointments import queries as appointment_queries
from deskq.appointments.confirmation import queries
from deskq.appointments.confirmation import rules as confirmation_rules
from deskq.appointments.confirmation.rules import Booker
from deskq.appointments.holders import Holder
from deskq.appointments.models import Appointment, phone_index
from deskq.core import actors, secrets
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.sms.one_time_code import codes
from deskq.sms.one_time_code import rules as code_rules


def check_booker(tx: Transaction, booker: Booker, number: str | None, most_per_address: int) -> None:
    """Raises unless this address may have one more appointment and ask for one more code to this number (its keyed
    hash)."""
    if booker.address is not None:
        here = queries.open_from(tx.session, tx.office_id, booker.address, tx.at)
        confirmation_rules.check_address(here, most_per_address)
    if booker.must_confirm:
        _check_codes_left(tx, number, booker.address)


def _check_codes_left(tx: Transaction, number: str | None, address: str | None) -> None:
    sent = queries.codes_to(tx.session, tx.office_id, number, tx.at - code_rules.CODES_WITHIN, address)
    code_rules.check_codes_left(sent, tx.at, confirmation_rules.NumberUsedUp)


def make_way(tx: Transaction, service_id: int, who: Holder, booker: Booker) -> None:
    """Release the reserved place of a visitor who chooses again, so that it does not block the new choice. Only from
    the same network address, so that nobody else can release it by entering the same number."""
    number = phone_index(who.phone)
    for found in queries.pending_of(tx.session, tx.office_id, service_id, number, booker.address):
        give_back(tx, found)
    tx.session.flush()


def give_back(tx: Transaction, found: Appointment) -> None:
    """The place is free at once. Only the keyed hashes of the number and of the network address are kept for a day, to
    count the codes sent to that number."""
    number = found.phone_index
    found.state, found.phone, found.id_hash = "released", None, None
    found.phone_index = number
    found.code_seed = None
    tx.record(events.AppointmentEnded(found.id, found.state))


def free_request(found: Appointment) -> None:
    """Remove request key and secret from a released place, because the same form is sent again."""
    found.request_key = f"released {found.id}"  # forms cannot send a key with a space
    found.token_hash = secrets.hashed(secrets.new())


def send_code(tx: Transaction, found: Appointment, minutes: int) -> None:
    """Send the code, and reserve the place for ``minutes``."""
    codes.next_code(found, confirmation_rules.kept_until(tx.at, minutes, found.starts_at))
    tx.session.flush()
    tx.record(events.AppointmentCodeAsked(found.id, found.codes))


def resend(office_id: int, appointment_id: int) -> Appointment:
    """Send a new code. Refused too soon after the last one, after too many codes, and after the reservation has
    expired. Does nothing for a confirmed appointment."""
    with transaction(office_id, actors.VISITOR) as tx:
        found = _find(tx, appointment_id)
        if found.state not in confirmation_rules.UNPROVEN:
            return found
        confirmation_rules.check_may_resend(found, queries.code_sent_at(tx.session, found), tx.at)
        _check_codes_left(tx, found.phone_index, found.address_index)
        send_code(tx, found, appointment_queries.policy(tx.session, office_id).confirm_minutes)
        return found


def confirm(office_id: int, appointment_id: int, typed: str, secret_key: str) -> Appointment:
    """Confirm the appointment if ``typed`` (ASCII digits) is the code from the SMS. A wrong try is stored although an
    error is raised. Does nothing for a confirmed appointment (a second tab, or a form sent twice)."""
    with transaction(office_id, actors.VISITOR) as tx:
        found = _find(tx, appointment_id)
        if found.state not in confirmation_rules.UNPROVEN:
            return found
        confirmation_rules.check_pending(found, tx.at)
        refusal = codes.try_code(found, found.id, typed, secret_key, confirmation_rules.PURPOSE)
        if refusal is None:
            _book(tx, found)
            return found
    raise refusal


def _book(tx: Transaction, found: Appointment) -> None:
    """Book the appointment, unless another one of this number was confirmed meanwhile. From now on the network address
    does not count."""
    policy = appointment_queries.policy(tx.session, tx.office_id)
    services = appointment_queries.services_of(tx.session, tx.office_id, found.phone_index, found.id_hash)
    rules.check_limit(services, found.service_id, policy.most)
    found.state, found.address_index, found.code_seed, found.code_until = "booked", None, None, None
    tx.record(events.AppointmentBooked(found.id, found.service_id, found.starts_at.isoformat()))


def release_overdue(office_id: int, now: datetime) -> int:
    """Release the places that were not confirmed in time. Returns their number."""
    with transaction(office_id, actors.SYSTEM) as tx:
        found = queries.overdue(tx.session, office_id, now)
        for appointment in found:
            give_back(tx, appointment)
        return len(found)


def _find(tx: Transaction, appointment_id: int) -> Appointment:
    found = appointment_queries.by_id(tx.session, tx.office_id, appointment_id)
    if found is None:
        raise NotFound
    return found
