"""A visitor takes a token, or leaves the line."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import clock, persian
from deskq.errors import BadFields, Refused
from deskq.office import queries as office_queries
from deskq.office import rules as office_rules
from deskq.office.models import ORDINARY, Office, PriorityClass, Service
from deskq.queue import events, queries
from deskq.queue.models import LastNumber, Ticket
from deskq.queue.service.press import act, plain
from deskq.queue.service.press import ticket as find
from deskq.tokens import hashed
from deskq.transactions import Transaction, transaction


class OfficeClosed(Refused):
    slug = "office-closed"
    title = "The office is closed now."


class ServiceClosed(Refused):
    slug = "service-closed"
    title = "%(service)s is not offered at this hour."


class KeyReused(Refused):
    slug = "key-reused"
    title = "This request number was used for another request."


def issue(
    office_id: int,
    by: str,
    service_code: str,
    token: str,
    priority_code: str = "",
    language: str = "fa",
    request_key: str | None = None,
) -> Ticket:
    """Give the next number of a service. The same ``request_key`` again gives the same ticket: a double tap and a
    resent request are one. ``token`` is the visitor's secret; only its hash is kept."""
    with transaction(office_id, by) as tell:
        session = tell.session
        service, priority = _wanted(session, office_id, service_code, priority_code or ORDINARY)
        if request_key is not None and (earlier := _earlier(session, office_id, request_key)) is not None:
            if (earlier.service_id, earlier.priority_id) != (service.id, priority.id):
                raise KeyReused
            return earlier
        _check_open(session, office_id, service, tell.at)
        office = session.get_one(Office, office_id)
        day = persian.jalali_number(office_rules.business_date(tell.at, clock.zone(), office.day_starts))
        number = _next_number(session, office_id, day, service.series)
        new = Ticket(
            office_id=office_id,
            day=day,
            series=service.series,
            number=number,
            code=office_rules.code(service.series, number),
            service_id=service.id,
            priority_id=priority.id,
            language=language,
            state="waiting",
            arrived_at=tell.at,
            since=tell.at,
            recalls=0,
            ahead_at_issue=queries.ahead_of_newcomer(session, office, service.id, tell.at),
            token_hash=hashed(token),
            request_key=request_key,
        )
        _store(tell, new, priority)
        return new


def cancel(office_id: int, ticket_id: int) -> Ticket:
    """The visitor leaves the line."""
    with transaction(office_id, "visitor") as tell:
        found = find(tell.session, office_id, ticket_id)
        act(tell, found, "cancel", found.counter_id)
        return found


JOURNALLED = (
    "day", "series", "number", "code", "service_id", "priority_id", "language", "state", "arrived_at", "since",
    "recalls", "ahead_at_issue",
)  # fmt: skip


def _store(tell: Transaction, new: Ticket, priority: PriorityClass) -> None:
    tell.session.add(new)
    tell.session.flush()
    changes = {column: [None, plain(getattr(new, column))] for column in JOURNALLED}
    tell(events.TicketIssued(new.id, new.code, changes, priority.weight))


def _wanted(session: Session, office_id: int, service_code: str, priority_code: str) -> tuple[Service, PriorityClass]:
    service = office_queries.service_by_code(session, office_id, service_code)
    classes = {row.code: row for row in office_queries.priorities(session, office_id)}
    wrong = {}
    if service is None:
        wrong["service"] = "There is no such service."
    if priority_code not in classes:
        wrong["priority"] = "There is no such priority class."
    if service is None or wrong:
        raise BadFields(wrong)
    return service, classes[priority_code]


def _earlier(session: Session, office_id: int, request_key: str) -> Ticket | None:
    wanted = select(Ticket).where(Ticket.office_id == office_id, Ticket.request_key == request_key)
    return session.scalars(wanted).one_or_none()


def _check_open(session: Session, office_id: int, service: Service, now: datetime) -> None:
    calendar = office_queries.calendar(session, office_id, now)
    if not calendar.hours(now).open:
        raise OfficeClosed
    if not calendar.hours(now, service.id).open:
        raise ServiceClosed(service=service.name)


def _next_number(session: Session, office_id: int, day: int, series: str) -> int:
    last = session.get(LastNumber, (office_id, day, series))
    if last is None:
        last = LastNumber(office_id=office_id, day=day, series=series, number=0)
        session.add(last)
    last.number += 1
    return last.number
