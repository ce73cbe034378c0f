"""Issue a ticket: the next number of a service."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.secrets import hashed
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, PriorityClass, Service
from deskq.queue import events, live_tickets, ticket_queries
from deskq.queue.models import LastNumber, Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.counter_action import build_row, json_value


class OfficeClosed(DomainError):
    slug = "office-closed"
    title = N_("The office is closed now.")


class ServiceClosed(DomainError):
    slug = "service-closed"
    title = N_("%(service)s is not available at this time.")


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
    had arrived at that moment."""
    with transaction(office_id, by) as tx:
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        key = new.request_key
        earlier = ticket_queries.by_request(tx.session, office_id, key) if key is not None else None
        if earlier is not None:
            _check_same(config, earlier, new)
            return earlier
        service, priority = _service_and_class(config, new)
        arrives_at = max(new.begins_at or tx.at, tx.at)
        _check_open(config, service, arrives_at)
        values = {
            **_first_values(tx, config, service, priority, arrives_at),
            "language": new.language,
            "in_person": new.in_person,
            "request_key": key,
            "token_hash": hashed(new.secret),
        }
        return _store(tx, values, priority)


def _first_values(
    tx: Transaction, config: OfficeConfig, service: Service, priority: PriorityClass, arrives_at: datetime
) -> dict[str, Any]:
    """Columns of every new ticket: waiting at once, or on hold until the promised hour."""
    promised = arrives_at > tx.at
    return {
        "office_id": tx.office_id,
        "day": jalali.day_number(office_rules.business_date(tx.at, clock.zone(), config.office.day_starts)),
        "series": service.series,
        "service_id": service.id,
        "priority_id": priority.id,
        "state": "held" if promised else "waiting",
        "arrived_at": arrives_at,
        "since": tx.at,
        "returns_at": arrives_at if promised else None,
        "recalls": 0,
        "let_pass": 0,
        "ahead_at_issue": live_tickets.of(tx).ahead_of_newcomer(
            config.shares(service.id), tx.at - timedelta(minutes=config.office.bound_minutes)
        ),
    }


JOURNALLED = (
    "day", "series", "number", "code", "service_id", "priority_id", "language", "state", "arrived_at", "since",
    "recalls", "let_pass", "in_person", "ahead_at_issue", "returns_at",
)  # fmt: skip


def _store(tx: Transaction, values: dict[str, Any], priority: PriorityClass) -> Ticket:
    """Insert the row under the next number of its series. Skips a code that was issued today already: after a change of
    prefixes during the day two series can produce the same code ("100" without a prefix, "00" with the prefix "1")."""
    insert, ticket_id = STORE[tx.connection.dialect.name], None
    while ticket_id is None:
        number = _next_number(tx, values["day"], values["series"])
        values |= {"number": number, "code": office_rules.code(values["series"], number)}
        ticket_id = tx.connection.execute(insert, values).scalar()
    changes = {column: [None, json_value(values[column])] for column in JOURNALLED if values[column] is not None}
    tx.record(events.TicketIssued(ticket_id, values["code"], changes, priority.weight))
    return build_row(Ticket, {"id": ticket_id, **values}.items())


def _service_and_class(config: OfficeConfig, new: NewTicket) -> tuple[Service, PriorityClass]:
    promised = new.begins_at is not None
    priority = config.any_priority(new.priority_code) if promised else config.priority(new.priority_code)
    service = config.any_service(new.service_code) if promised else config.service(new.service_code)
    if service is None and (gone := config.any_service(new.service_code)) is not None:
        raise ServiceGone(service=gone.name)
    wrong = {}
    if service is None:
        wrong["service"] = N_("This service does not exist.")
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
    if not config.hours(now, service.id).open:
        raise ServiceClosed(service=service.name)


def _next_number(tx: Transaction, day: int, series: str) -> int:
    """One statement inserts or increments the row of the series and day, and returns the new number."""
    statement = NEXT[tx.connection.dialect.name]
    values = {"office_id": tx.office_id, "day": day, "series": series, "number": 1}
    number: int = tx.connection.execute(statement, values).scalar_one()
    return number


def _upsert_number(insert: Any) -> Any:
    statement = insert(LastNumber)
    upsert = statement.on_conflict_do_update(
        index_elements=("office_id", "day", "series"), set_={"number": LastNumber.number + 1}
    )
    return upsert.returning(LastNumber.number)


def _insert_ticket(insert: Any) -> Any:
    """Inserts nothing and returns no id when the code exists already on that day."""
    return insert(Ticket).on_conflict_do_nothing(index_elements=("office_id", "day", "code")).returning(Ticket.id)


#: Built once: they run for every ticket.
NEXT = {"sqlite": _upsert_number(sqlite.insert), "postgresql": _upsert_number(postgresql.insert)}
STORE = {"sqlite": _insert_ticket(sqlite.insert), "postgresql": _insert_ticket(postgresql.insert)}
