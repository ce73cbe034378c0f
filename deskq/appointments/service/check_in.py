"""Whoever has an appointment is here: the code is given, and the visitor joins the line of all the others."""

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


class Ticket(Protocol):
    """What the line answers."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asked of the line: a turn of this service and class that begins at a moment, once for ``request_key``.
    ``phone`` is the number given with the appointment."""

    by: str
    service: str
    priority: str
    token: str
    language: str
    request_key: str
    begins_at: datetime
    in_person: bool
    phone: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """``token`` is the secret of the ticket's page, made of ``request_key``; ``begins_at`` when it stands in the
    line."""

    code: str
    token: str
    request_key: str
    begins_at: datetime


def check_in(
    office_id: int,
    by: str,
    typed: str,
    language: str,
    secret: Callable[[str], str],
    admit: Callable[[Turn], Ticket],
    in_person: bool = False,
) -> Arrival:
    """Admit the owner of a code into the line, in this same transaction. The code again gives the same ticket.

    ``admit`` is the line's own press, ``secret`` makes the token of a request's key. Too early is refused and may be
    tried again; beyond the tolerance the appointment is void, which is stored although it is refused.
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
            return _admit(tx, found, language, in_person, secret, admit)
    raise refusal


def _called_off(tx: Transaction, found: Appointment) -> DomainError:
    day = found.starts_at.astimezone(clock.zone()).date()
    told = queries.withdrawn_day(tx.session, tx.office_id, day)
    return rules.CalledOffBecause(reason=told.reason) if told is not None and told.reason.fa else rules.CalledOff()


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
    secret: Callable[[str], str],
    admit: Callable[[Turn], Ticket],
) -> Arrival:
    begins_at = rules.begins_at(found.starts_at, tx.at)
    request_key = f"appointment {found.id} {found.moves}"  # no form may send a key with a space
    token = secret(request_key)
    if found.state == "arrived":
        ticket = queue_queries.ticket_by_id(tx.session, found.ticket_id or 0)
        return Arrival(ticket.code if ticket else "", token, request_key, begins_at)
    about = config_cache.at(tx.office_id, tx.catalogue, tx.connection)
    turn = Turn(
        by=tx.by,
        service=about.services[found.service_id].code,
        priority=rules.CLASS,
        token=token,
        language=language,
        request_key=request_key,
        begins_at=begins_at,
        in_person=in_person,
        phone=field_encryption.readable(found.phone),
    )
    admitted = admit(turn)
    found.state, found.ticket_id = "arrived", admitted.id
    tx.record(events.AppointmentArrived(found.id, admitted.id, begins_at.isoformat()))
    return Arrival(admitted.code, token, request_key, begins_at)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(clock.zone()):%H:%M}"


def _day(moment: datetime) -> Name:
    day = moment.astimezone(clock.zone()).date()
    return Name(jalali.written_date(day, "fa"), jalali.written_date(day, "en"))
