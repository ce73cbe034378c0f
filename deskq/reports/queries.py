"""The hall as managers see it: counters, queues, today's figures."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.estimate import accuracy as accuracy_estimate
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.office.rules import Target
from deskq.panel import advisor, forecaster
from deskq.panel import recent as panel_recent
from deskq.panel import today as panel_today
from deskq.panel.advisor import HallAdvice
from deskq.panel.today import HallToday
from deskq.queue import abandoned_counters, queries, staffed_counters, wait_port
from deskq.queue.hall import queries as hall_queries
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import screen_version
from deskq.reports.devices_now import devices_now
from deskq.reports.hall_actions import closures, hall_actions
from deskq.reports.hall_now import Hall, HallCounter, HallWaiting
from deskq.reports.rules import Serves, Trouble, trouble, troubles
from deskq.sms import status as status_sms
from deskq.staff import queries as staff_queries


def hall(session: Session, office_id: int, longest_idle: timedelta, acting: bool = False) -> Hall:
    """``longest_idle``: lifetime of a session without an action; ``acting``: include what a supervisor can do."""
    now = clock.now()
    seen = screen_version(session, office_id)
    office = office_queries.office(session, office_id)
    config = config_cache.of(session, office_id)
    tickets = panel_today.tickets(session, office, now)
    figures = panel_today.figures(tickets, config, now)
    rows = office_queries.fresh_counters(session, office_id)
    counters = _counters(session, rows, config, figures, now, longest_idle)
    waiting = _waiting(session, config, figures, now)
    serving, advice, forecast = _serving(rows, config), advisor.of(office_id), forecaster.of(office_id)
    return Hall(
        version=seen,
        at=now,
        office_id=office_id,
        office=office.name,
        counters=counters,
        waiting=waiting,
        today=figures,
        recent=panel_recent.recent(session, office_id, tickets, now),
        max_wait=office.bound_minutes * 60,
        troubles=troubles(waiting, counters, office.bound_minutes * 60, *serving),
        problems=status_sms.current(session, office_id),
        closures=closures(config, now),
        hours=config.hours(now),
        devices=devices_now(session, office_id, rows, now),
        advice=advice,
        forecast=forecast,
        quarters=forecaster.quarters(forecast, tickets, office, now) if forecast else [],
        counters_for=_counters_for(advice, counters, serving),
        targets={row: config.target(row) for row in config.services},
        service_names={row.id: row.name for row in config.services.values()},
        one_target=_one_target(figures),
        accuracy=accuracy_estimate.latest(session, office_id),
        actions=hall_actions(session, config, rows, now) if acting else None,
    )


def _counters_for(
    advice: HallAdvice | None, counters: list[HallCounter], serving: tuple[Serves, Serves]
) -> dict[int, Trouble]:
    services = [one.service for one in advice.advice] if advice else []
    return {service: trouble("short", service, counters, *serving) for service in services}


def _one_target(figures: HallToday) -> Target | None:
    targets = {one.target for one in figures.of_service.values()}
    return targets.pop() if len(targets) == 1 else None


def _serving(rows: list[Counter], config: OfficeConfig) -> tuple[Serves, Serves]:
    """(number of a counter, service): whether it serves it now, and whether only its list lacks it."""
    by_number = {row.number: row for row in rows}

    def serves(number: int, service: int) -> bool:
        row = by_number[number]
        return service in config.served(row.id, row.clerk_id)

    def could_serve(number: int, service: int) -> bool:
        row = by_number[number]
        skills = config.skills.get(row.clerk_id or 0)
        return service not in config.ranks.get(row.id, {}) and (not skills or service in skills)

    return serves, could_serve


def _counters(
    session: Session,
    rows: list[Counter],
    config: OfficeConfig,
    figures: HallToday,
    now: datetime,
    longest_idle: timedelta,
) -> list[HallCounter]:
    office_id = config.office.id
    names = staff_queries.names(session, office_id)
    left = abandoned_counters.abandoned(session, office_id, now, longest_idle)
    helped = hall_queries.help_calls(session, office_id)
    present = _tickets_at_counters(session, office_id)
    found = []
    for counter in rows:
        ticket = present.get(counter.id)
        found.append(
            HallCounter(
                place=counter.place,
                name=counter.name,
                status=counter.status,
                break_until=counter.break_until,
                late=counter.break_until is not None and counter.break_until < now,
                clerk=names.get(counter.clerk_id or 0),
                ticket=ticket.id if ticket else None,
                code=ticket.code if ticket else None,
                state=ticket.state if ticket else None,
                service=config.services[ticket.service_id].name if ticket else None,
                since=ticket.since if ticket else None,
                idle_since=figures.idle_since.get(counter.id) if ticket is None else None,
                to_fetch=ticket is not None and _to_fetch(ticket),
                left_at=left.get(counter.id),
                clerk_id=counter.clerk_id,
                help_since=helped.get(counter.id),
            )
        )
    return found


def _tickets_at_counters(session: Session, office_id: int) -> dict[int | None, Ticket]:
    """{counter id: the ticket called or served there}, read anew."""
    here = select(Ticket).where(Ticket.office_id == office_id, Ticket.state.in_(("called", "serving")))
    return {row.counter_id: row for row in session.scalars(here.execution_options(populate_existing=True))}


def _to_fetch(ticket: Ticket) -> bool:
    return ticket.state == "called" and ticket.in_person and ticket.fetched_at is None


def _waiting(session: Session, config: OfficeConfig, figures: HallToday, now: datetime) -> list[HallWaiting]:
    """The longest wait first."""
    served = staffed_counters.services_served(session, config)
    queues: dict[int, list[tuple[datetime, int, str]]] = {}
    for visitor in queries.everyone_waiting(session, config):
        queues.setdefault(visitor.service_id, []).append((visitor.waiting_since or now, visitor.id, visitor.code))
    found = []
    for service_id, waiting in queues.items():
        since, ticket, code = min(waiting)
        longest = panel_today.seconds(now - since)
        found.append(
            HallWaiting(
                id=service_id,
                name=config.services[service_id].name,
                count=len(waiting),
                longest=longest,
                late=longest >= config.office.bound_minutes * 60,
                served=service_id in served,
                ticket=ticket,
                code=code,
                since=since,
                target=config.target(service_id),
                today=figures.of_service.get(service_id),
                wait=wait_port.of_service(config.office.id, service_id, served),
            )
        )
    return sorted(found, key=lambda row: -row.longest)
