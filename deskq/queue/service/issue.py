"""A visitor takes a token."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.secrets import hashed
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import Catalogue
from deskq.office.models import ORDINARY, PriorityClass, Service
from deskq.queue import events, queries, ticket_queries
from deskq.queue.models import LastNumber, Ticket
from deskq.queue.service.counter_action import made, plain


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


def issue(
    office_id: int,
    by: str,
    service_code: str,
    token: str,
    priority_code: str = "",
    language: str = "fa",
    request_key: str | None = None,
    in_person: bool = False,
    begins_at: datetime | None = None,
) -> Ticket:
    """Give the next number of a service. The same ``request_key`` again gives the same ticket: a double tap and a
    resent request are one. ``token`` is the visitor's secret; only its hash is kept.

    ``begins_at`` is the hour that was promised to this visitor: their class may be one that is only given, and until
    then they are held with their number at no counter, so that nobody can call them; then the keeper brings them into
    the line as if they had come at that moment."""
    with transaction(office_id, by) as tx:
        session = tx.session
        about = config_cache.at(office_id, tx.catalogue, tx.connection)
        earlier = ticket_queries.by_request(session, office_id, request_key) if request_key is not None else None
        if earlier is not None:
            _check_same(about, earlier, (service_code, priority_code or ORDINARY, in_person))
            return earlier
        service, priority = _wanted(about, service_code, priority_code, given=begins_at is not None)
        arrives = max(begins_at or tx.at, tx.at)
        _check_open(about, service, arrives)
        wished = {"language": language, "in_person": in_person, "request_key": request_key, "token_hash": hashed(token)}
        return _store(tx, {**_begun(tx, about, service, priority, arrives), **wished}, priority)


def _begun(
    tx: Transaction, about: Catalogue, service: Service, priority: PriorityClass, arrives: datetime
) -> dict[str, Any]:
    """What every ticket begins with: in line at once, or held until the hour that was promised."""
    promised = arrives > tx.at
    return {
        "office_id": tx.office_id,
        "day": jalali.day_number(office_rules.business_date(tx.at, clock.zone(), about.office.day_starts)),
        "series": service.series,
        "service_id": service.id,
        "priority_id": priority.id,
        "state": "held" if promised else "waiting",
        "arrived_at": arrives,
        "since": tx.at,
        "returns_at": arrives if promised else None,
        "recalls": 0,
        "let_pass": 0,
        "ahead_at_issue": queries.ahead_of_newcomer(tx.session, about, service.id, tx.at),
    }


JOURNALLED = (
    "day", "series", "number", "code", "service_id", "priority_id", "language", "state", "arrived_at", "since",
    "recalls", "let_pass", "in_person", "ahead_at_issue", "returns_at",
)  # fmt: skip


def _store(tx: Transaction, values: dict[str, Any], priority: PriorityClass) -> Ticket:
    """Store it under the next number of its series. A code that was given today already is passed over: prefixes that
    changed during the day may meet (100 of no prefix, and 00 behind a 1)."""
    store, ticket_id = STORE[tx.session.get_bind().dialect.name], None
    while ticket_id is None:
        number = _next_number(tx, values["day"], values["series"])
        values |= {"number": number, "code": office_rules.code(values["series"], number)}
        ticket_id = tx.session.connection().execute(store, values).scalar()
    changes = {column: [None, plain(values[column])] for column in JOURNALLED if values[column] is not None}
    tx.record(events.TicketIssued(ticket_id, values["code"], changes, priority.weight))
    return made(Ticket, {"id": ticket_id, **values}.items())


def _wanted(about: Catalogue, service_code: str, priority_code: str, *, given: bool) -> tuple[Service, PriorityClass]:
    priority = about.given(priority_code) if given else about.priority(priority_code)
    service = about.promised(service_code) if given else about.service(service_code)
    if service is None and (gone := about.promised(service_code)) is not None:
        raise ServiceGone(service=gone.name)
    wrong = {}
    if service is None:
        wrong["service"] = N_("This service does not exist.")
    if priority is None:
        wrong["priority"] = N_("This priority class does not exist.")
    if service is None or priority is None:
        raise InvalidInput(wrong)
    return service, priority


def _check_same(about: Catalogue, earlier: Ticket, asked: tuple[str, str, bool]) -> None:
    """The same request, even if its service was taken off the offer meanwhile."""
    service, priority = about.services[earlier.service_id].code, about.priorities[earlier.priority_id].code
    if (service, priority, earlier.in_person) != asked:
        raise KeyReused


def _check_open(about: Catalogue, service: Service, now: datetime) -> None:
    if not about.hours(now).open:
        raise OfficeClosed
    if not about.hours(now, service.id).open:
        raise ServiceClosed(service=service.name)


def _next_number(tx: Transaction, day: int, series: str) -> int:
    """One statement: the row of the series and day is made or goes up, and tells its new number."""
    statement = NEXT[tx.session.get_bind().dialect.name]
    wanted = {"office_id": tx.office_id, "day": day, "series": series, "number": 1}
    number: int = tx.session.connection().execute(statement, wanted).scalar_one()
    return number


def _next(insert: Any) -> Any:
    new = insert(LastNumber)
    up = new.on_conflict_do_update(
        index_elements=("office_id", "day", "series"), set_={"number": LastNumber.number + 1}
    )
    return up.returning(LastNumber.number)


def _new(insert: Any) -> Any:
    """Nothing is stored, and no id returned, where the code stands already on that day."""
    return insert(Ticket).on_conflict_do_nothing(index_elements=("office_id", "day", "code")).returning(Ticket.id)


#: Built once, for they run with every token.
NEXT = {"sqlite": _next(sqlite.insert), "postgresql": _next(postgresql.insert)}
STORE = {"sqlite": _new(sqlite.insert), "postgresql": _new(postgresql.insert)}
