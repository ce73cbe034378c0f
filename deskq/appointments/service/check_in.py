"""Check-in: the visitor gives the code of the appointment and gets a ticket in the ordinary queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deskq.appointments import codes, events, queries, rules
from deskq.appointments.models import Appointment, AppointmentPolicy
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.errors import DomainError
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.queue import queries as queue_queries
from deskq.queue.new_ticket import NewTicket


class Ticket(Protocol):
    """What ``admit`` returns."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...


#: Issues the ticket in the same transaction, given the phone number of the appointment; from views/check_in.py.
Admit = Callable[[NewTicket, str | None], Ticket]


@dataclass(frozen=True, slots=True)
class Arrival:
    """``secret`` is that of the ticket's page, derived from ``request_key``; from ``begins_at`` the ticket is
    waiting."""

    code: str
    secret: str
    request_key: str
    begins_at: datetime


def check_in(
    office_id: int,
    by: str,
    typed: str,
    language: str,
    secret_for: Callable[[str], str],
    admit: Admit,
    in_person: bool = False,
) -> Arrival:
    """Issue a ticket to the holder of a code, in this same transaction. The same code again returns the same ticket.

    ``secret_for`` derives the ticket's secret from a request key. A visitor who is too early is refused and may try
    again; one who is later than the tolerance loses the appointment: it becomes void, which is stored although an error
    is raised.
    """
    code = codes.read(typed)
    if code is None:
        raise rules.WrongCode
    with transaction(office_id, by) as tx:
        found = queries.by_code(tx.session, office_id, code, jalali.day_at(tx.at, clock.zone()))
        if found is None:
            raise rules.NoSuchCode
        if found.state == "withdrawn":
            raise _called_off(tx, found)
        policy = queries.policy(tx.session, office_id)
        refusal = _refusal(found, policy, tx.at)
        if isinstance(refusal, rules.TooLate) and found.state in ("booked", "missed"):
            found.state = "void"
            tx.record(events.AppointmentEnded(found.id, found.state))
        if refusal is None:
            return _admit(tx, found, language, in_person, secret_for, admit)
    raise refusal


def _called_off(tx: Transaction, found: Appointment) -> DomainError:
    day = clock.local(found.starts_at).date()
    withdrawn = queries.withdrawn_day(tx.session, tx.office_id, day)
    return (
        rules.CalledOffBecause(reason=withdrawn.reason)
        if withdrawn is not None and withdrawn.reason.fa
        else rules.CalledOff()
    )


def _refusal(found: Appointment, policy: AppointmentPolicy, now: datetime) -> DomainError | None:
    if found.state == "arrived":
        return None
    if found.state == "cancelled":
        return rules.GivenUp()
    hour = _clock(found.starts_at)
    if found.state in ("missed", "void") or rules.is_late(found.starts_at, now, policy):
        return rules.TooLate(hour=hour, minutes=policy.late_minutes)
    if not rules.in_window(found.starts_at, now, policy):
        first = rules.opens_at(found.starts_at, policy)
        return rules.TooEarly(day=_day(found.starts_at), hour=hour, from_hour=_clock(first))
    return None


def _admit(
    tx: Transaction,
    found: Appointment,
    language: str,
    in_person: bool,
    secret_for: Callable[[str], str],
    admit: Admit,
) -> Arrival:
    begins_at = rules.begins_at(found.starts_at, tx.at)
    request_key = f"appointment {found.id} {found.moves}"  # no form may send a key with a space
    secret = secret_for(request_key)
    if found.state == "arrived":
        ticket = queue_queries.ticket_by_id(tx.session, found.ticket_id or 0)
        return Arrival(ticket.code if ticket else "", secret, request_key, begins_at)
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    service_code = config.services[found.service_id].code
    new = NewTicket(service_code, secret, rules.CLASS, language, request_key, in_person, begins_at)
    admitted = admit(new, field_encryption.readable(found.phone))
    found.state, found.ticket_id = "arrived", admitted.id
    tx.record(events.AppointmentArrived(found.id, admitted.id, begins_at.isoformat()))
    return Arrival(admitted.code, secret, request_key, begins_at)


def _clock(moment: datetime) -> str:
    return f"{clock.local(moment):%H:%M}"


def _day(moment: datetime) -> Name:
    return jalali.named_date(clock.local(moment).date())
