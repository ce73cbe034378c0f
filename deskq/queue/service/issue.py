"""Issue a ticket: the next number of a service."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from deskq.core import row_objects
from deskq.core.db.fixed import FixedStatement
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.secrets import hashed
from deskq.core.transactions import Transaction, transaction
from deskq.office import business_day, config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, PriorityClass, Service
from deskq.office.service_choice import UNKNOWN_SERVICE
from deskq.queue import events, line_closing, live_tickets, ticket_queries
from deskq.queue.models import LastNumber, Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.line_closing import is_question
from deskq.queue.service.counter_action import json_value


class OfficeClosed(DomainError):
    slug = "office-closed"
    title = N_("The office is closed now.")


class ServiceClosed(DomainError):
    slug = "service-closed"
    title = N_("%(service)s is not available at this time.")


class ServiceClosedBecause(ServiceClosed):
    """The service is closed with a reason: a supervisor closed it for today, or it is a special day."""

    title = N_("%(service)s is closed. %(reason)s")


class ServiceGone(DomainError):
    """Taken off the offer while the visitor was looking."""

    slug = "service-gone"
    title = N_("%(service)s is no longer available.")


class KeyReused(DomainError):
    slug = "key-reused"
    title = N_("This request number was already used for a different request.")


def issue(office_id: int, by: str, new: NewTicket) -> Ticket:
    """Issue the next number of a service. The same ``request_key`` again returns the same ticket: a double tap and a
    resent request are one.

    With ``begins_at`` (a promised hour) the class may be one that only the office assigns. Until that hour the ticket
    is on hold at no counter, so that nobody can call it; then the job of jobs.py puts it in the queue as if its visitor
    had arrived at that moment. With ``away`` it is on hold in the same way until ``arrive``."""
    with transaction(office_id, by) as tx:
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        try:
            service, priority = _service_and_class(config, new)
            arrives_at = max(new.begins_at or tx.at, tx.at)
            _check_open(config, service, arrives_at)
            _check_line(tx, config, service, new)
        except DomainError:  # a repeated request finds its ticket, even if the office has changed since
            earlier = _earlier(tx, config, new)
            if earlier is None:
                raise
            return earlier
        values = _first_values(tx, config, service, priority, arrives_at) | _chosen(new)
        values |= {"state": "held"} if new.away else {}
        return _store(tx, values, priority) or _found(_earlier(tx, config, new))


def _earlier(tx: Transaction, config: OfficeConfig, new: NewTicket) -> Ticket | None:
    """The ticket that was issued for the same request."""
    if new.request_key is None:
        return None
    earlier = ticket_queries.by_request(tx.session, tx.office_id, new.request_key)
    if earlier is not None:
        _check_same(config, earlier, new)
    return earlier


def _found(earlier: Ticket | None) -> Ticket:
    if earlier is None:
        raise RuntimeError("another ticket has this secret")
    return earlier


def _chosen(new: NewTicket) -> dict[str, Any]:
    """Columns that the request decides."""
    return {
        "language": new.language,
        "in_person": new.in_person,
        "group_size": new.group_size,
        "request_key": new.request_key,
        "token_hash": hashed(new.secret),
    }


def _first_values(
    tx: Transaction, config: OfficeConfig, service: Service, priority: PriorityClass, arrives_at: datetime
) -> dict[str, Any]:
    """Columns of every new ticket: waiting at once, or on hold until the promised hour."""
    promised = arrives_at > tx.at
    return {
        "office_id": tx.office_id,
        "day": business_day.number_at(config.office, tx.at),
        "series": service.series,
        "service_id": service.id,
        "priority_id": priority.id,
        "state": "held" if promised else "waiting",
        "arrived_at": arrives_at,
        "since": tx.at,
        "returns_at": arrives_at if promised else None,
        "recalls": 0,
        "let_pass": 0,
        "waited": 0,
        "ahead_at_issue": live_tickets.of(tx).ahead_of_newcomer(
            config.shares(service.id), tx.at - config.office.max_wait
        ),
    }


JOURNALLED = (
    "day", "series", "number", "code", "service_id", "priority_id", "language", "state", "arrived_at", "since",
    "recalls", "let_pass", "in_person", "group_size", "ahead_at_issue", "returns_at",
)  # fmt: skip
NEW_COLUMNS = (*JOURNALLED, "office_id", "waited", "request_key", "token_hash")


def _store(tx: Transaction, values: dict[str, Any], priority: PriorityClass) -> Ticket | None:
    """Insert the row under the next number of its series; None if its request or its secret has a ticket already. Skips
    a code that was issued today: after a change of prefixes during the day two series can produce the same code ("100"
    without a prefix, "00" with the prefix "1")."""
    database, series = tx.connection.dialect.name, (values["day"], values["series"])
    number = live_tickets.of(tx).last_number(tx, *series)
    ticket_id = None
    while ticket_id is None:
        number += 1
        values |= {"number": number, "code": office_rules.code(values["series"], number)}
        ticket_id = STORE[database].scalar(tx.connection, values)
        if ticket_id is None and not ticket_queries.is_code_taken(tx, values["day"], values["code"]):
            return None
    tx.send(KEEP_NUMBER[database], {"office_id": tx.office_id, "day": series[0], "series": series[1], "number": number})
    changes = {column: [None, json_value(values[column])] for column in JOURNALLED if values[column] is not None}
    tx.record(events.TicketIssued(ticket_id, values["code"], changes, priority.weight))
    return row_objects.build(Ticket, {"id": ticket_id, **values}.items())


def _service_and_class(config: OfficeConfig, new: NewTicket) -> tuple[Service, PriorityClass]:
    promised = new.begins_at is not None
    by_staff = config.given_priority if new.any_class else config.priority
    priority = (config.any_priority if promised else by_staff)(new.priority_code)
    service = config.any_service(new.service_code) if promised else config.service(new.service_code)
    if service is None and (gone := config.any_service(new.service_code)) is not None:
        raise ServiceGone(service=gone.name)
    wrong = {}
    if service is None:
        wrong["service"] = UNKNOWN_SERVICE
    if priority is None:
        wrong["priority"] = N_("This priority class does not exist.")
    if service is None or priority is None:
        raise InvalidInput(wrong)
    return service, priority


def _check_same(config: OfficeConfig, earlier: Ticket, new: NewTicket) -> None:
    """Compares by code, so that a resent request still finds its ticket after its service was taken off offer."""
    service, priority = config.services[earlier.service_id].code, config.priorities[earlier.priority_id].code
    if (service, priority, earlier.in_person) != (new.service_code, new.priority_code or ORDINARY, new.in_person):
        raise KeyReused


def _check_open(config: OfficeConfig, service: Service, now: datetime) -> None:
    if not config.hours(now).open:
        raise OfficeClosed
    hours = config.hours(now, service.id)
    if not hours.open and hours.reason is not None:
        raise ServiceClosedBecause(service=service.name, reason=hours.reason)
    if not hours.open:
        raise ServiceClosed(service=service.name)


def _check_line(tx: Transaction, config: OfficeConfig, service: Service, new: NewTicket) -> None:
    """Raises if the queue has closed. Promised hours are exempt because they were given earlier, and staff because they
    decide themselves."""
    free = new.begins_at is not None or new.by_staff
    refusal = None if free else line_closing.refusal(tx.session, config, service, tx.at)
    if refusal is not None and not (new.late_ok and is_question(refusal)):
        raise refusal


def _upsert_number(insert: Any) -> FixedStatement:
    statement = insert(LastNumber)
    new = {"number": statement.excluded.number}
    upsert = statement.on_conflict_do_update(index_elements=("office_id", "day", "series"), set_=new)
    return FixedStatement(upsert, LastNumber.__table__.columns.keys())


def _insert_ticket(insert: Any) -> FixedStatement:
    """Insert a ticket. Returns None without inserting if the code already exists on that day, or the request has a
    ticket."""
    statement = insert(Ticket).on_conflict_do_nothing().returning(Ticket.id)
    return FixedStatement(statement, NEW_COLUMNS)


INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
KEEP_NUMBER = {database: _upsert_number(insert) for database, insert in INSERTS.items()}
STORE = {database: _insert_ticket(insert) for database, insert in INSERTS.items()}
