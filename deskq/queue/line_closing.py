"""Whether a service gives tickets now, by the time left before closing and by its quotas."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.office import business_day
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Service
from deskq.queue import staffed_counters, wait_port
from deskq.queue.models import Ticket
from deskq.queue.rules import line_closing as rules


def refusal(session: Session, config: OfficeConfig, service: Service, now: datetime) -> DomainError | None:
    """The reason why a new visitor gets no ticket now, or only after confirming (``MayNotBeServed``); None if there is
    none."""
    return refusals(session, config, [service], now).get(service.id)


def refusals(
    session: Session, config: OfficeConfig, services: Iterable[Service], now: datetime
) -> dict[int, DomainError]:
    """{service id: its ``refusal``} of the services that have one, with at most two queries."""
    asked = list(services)
    return _of_closing(session, config, asked, now) | _of_quotas(session, config, asked, now)


def _of_quotas(
    session: Session, config: OfficeConfig, services: list[Service], now: datetime
) -> dict[int, DomainError]:
    limited = [row for row in services if (row.day_quota, row.hour_quota) != (None, None)]
    if not limited:
        return {}
    hour = clock.local(now).replace(minute=0, second=0, microsecond=0)
    given = _given(session, config, [row.id for row in limited], now, hour)
    next_hour = f"{hour + timedelta(hours=1):%H:%M}"
    found = {row.id: rules.of_quotas(row, *given.get(row.id, (0, 0)), next_hour) for row in limited}
    return {service: refused for service, refused in found.items() if refused is not None}


def _given(
    session: Session, config: OfficeConfig, services: list[int], now: datetime, hour: datetime
) -> dict[int, tuple[int, int]]:
    """{service id: (tickets of this business day, tickets since ``hour``)}, without cancelled ones."""
    day = business_day.number_at(config.office, now)
    mine = (Ticket.office_id == config.office.id, Ticket.day == day, Ticket.service_id.in_(services))
    since = func.sum(case((Ticket.arrived_at >= hour, 1), else_=0))
    counted = select(Ticket.service_id, func.count(), since).where(*mine, Ticket.state != "cancelled")
    return {service: (today, lately) for service, today, lately in session.execute(counted.group_by(Ticket.service_id))}


def _of_closing(
    session: Session, config: OfficeConfig, services: list[Service], now: datetime
) -> dict[int, DomainError]:
    setting = config.office.line_closing
    if setting == rules.OFF:
        return {}
    late = [row for row in services if _is_too_late(config, row.id, {row.id}, now)]
    if not late:
        return {}  # needs no query, so a ticket costs no more while there is enough time
    served = staffed_counters.services_served(session, config)
    return {row.id: rules.of_closing(setting, row.name) for row in late if _is_too_late(config, row.id, served, now)}


def _is_too_late(config: OfficeConfig, service_id: int, served: Collection[int], now: datetime) -> bool:
    """``served``: the services of the counters that are open or on a break."""
    wait = wait_port.of_service(config.office.id, service_id, served)
    median = wait.seconds[0] if wait is not None and wait.seconds is not None else None
    endless = service_id in served and wait_port.is_endless(config.office.id, service_id)
    return rules.is_too_late(now, median, config.hours(now, service_id).closes_at, endless=endless)
