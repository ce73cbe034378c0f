"""Actions of a supervisor on the hall page, and the closures, loans, lines and calls for help of today."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.core.text.names import Name
from deskq.office import business_day
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter, Service
from deskq.queue.hall import queries as hall_queries
from deskq.queue.hall.queries import SentLine
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class Closure:
    """A service closed for today."""

    service: int
    name: Name
    reason: Name


@dataclass(frozen=True, slots=True)
class Loan:
    """A clerk lent to a service for today."""

    clerk: int
    clerk_name: Name
    service: int
    service_name: Name


@dataclass(frozen=True, slots=True)
class HallActions:
    """``free_clerks``: clerks who could open a counter, [(id, name)]; ``open_services``: services that could be closed,
    [(id, name)]; ``lendable``: {number of a counter: services to which its clerk could be lent}; ``lines``: lines of
    today."""

    free_clerks: list[tuple[int, Name]]
    open_services: list[tuple[int, Name]]
    lendable: dict[int, list[tuple[int, Name]]]
    loans: list[Loan]
    lines: list[SentLine]


def closures(config: OfficeConfig, now: datetime) -> list[Closure]:
    """The services closed for today, with the reasons visitors read."""
    found = [(service, config.closure(service.id, now)) for service in config.services.values()]
    return [Closure(service.id, service.name, row.reason) for service, row in found if row is not None]


def hall_actions(session: Session, config: OfficeConfig, counters: list[Counter], now: datetime) -> HallActions:
    office = config.office
    people = staff_queries.people(session, office.id)
    busy = {row.clerk_id for row in counters}
    names = {person.id: person.names for person in people}
    began = business_day.begins(office, business_day.date_at(office, now))
    return HallActions(
        free_clerks=[
            (person.id, person.names)
            for person in people
            if person.active and person.id not in busy and permissions.may(person.role, "counter.work")
        ],
        open_services=[_choice(row) for row in config.offered if config.closure(row.id, now) is None],
        lendable={row.number: _lendable(config, row) for row in counters if row.clerk_id is not None},
        loans=[
            Loan(loan.clerk_id, names[loan.clerk_id], loan.service_id, config.services[loan.service_id].name)
            for loans in config.loans.values()
            for loan in loans
            if now < loan.until
        ],
        lines=hall_queries.sent_since(session, office.id, began, {row.id: row.number for row in counters}),
    )


def _lendable(config: OfficeConfig, counter: Counter) -> list[tuple[int, Name]]:
    served = config.served(counter.id, counter.clerk_id)
    return [_choice(row) for row in config.offered if row.id not in served]


def _choice(row: Service) -> tuple[int, Name]:
    return row.id, row.name
