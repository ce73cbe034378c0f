"""Reads what the counters and people of one office serve."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.office.models import Counter, CounterService, Service, Skill


def ranks(session: Session, office_id: int) -> dict[int, dict[int, int]]:
    """{counter: {service: rank}}."""
    wanted = select(CounterService).join(Counter, Counter.id == CounterService.counter_id)
    wanted = wanted.where(Counter.office_id == office_id)
    found: dict[int, dict[int, int]] = {}
    for row in session.scalars(wanted.order_by(CounterService.rank, CounterService.service_id)):
        found.setdefault(row.counter_id, {})[row.service_id] = row.rank
    return found


def skills(session: Session, office_id: int) -> dict[int, frozenset[int]]:
    """{person: services}, without people who serve all that their counter serves."""
    wanted = select(Skill).join(Service, Service.id == Skill.service_id).where(Service.office_id == office_id)
    found: dict[int, set[int]] = {}
    for row in session.scalars(wanted):
        found.setdefault(row.person_id, set()).add(row.service_id)
    return {person: frozenset(services) for person, services in found.items()}
