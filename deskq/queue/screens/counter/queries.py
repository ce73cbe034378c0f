"""Reads the page of one counter from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.engine import MICROSECOND
from deskq.core.text.names import Name
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, Counter, Office, PriorityClass, Service
from deskq.queue import queries, queue_snapshot, ratings_port
from deskq.queue.models import LIVE, Ticket
from deskq.queue.queries import Head
from deskq.queue.rules import priority
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.screens.counter.last_action import last_action
from deskq.queue.screens.counter.types import AbsentRow, Choice, CounterPanel, DaySummary, HeldRow, NextRow, Present
from deskq.queue.screens.shared import WaitingRow, business_day, version_and_config
from deskq.queue.version_cache import VersionCache
from deskq.staff import queries as staff_queries

NEXT_SHOWN = 3
ABSENT_SHOWN = 20
PRESENT_STATES = ("called", "serving")


def counter_panel(session: Session, counter_id: int) -> CounterPanel:
    """The whole page of one counter."""
    now = clock.now()
    counter = session.get_one(Counter, counter_id, populate_existing=True)
    version, config = version_and_config(session, counter.office_id)
    office, services, classes = config.office, config.services, config.priorities
    ranks = config.served(counter.id, counter.clerk_id)
    waiting = queue_snapshot.at(session, config, version).waiting
    queue = CounterQueue(ranks, timedelta(minutes=office.bound_minutes), now)
    mine = [head for head in waiting if head.counter_id in (None, counter.id) and queue.serves(head)]
    shared = SHARED.at(session, config, version)
    at_counter = _at_counter(session, counter)
    return CounterPanel(
        version=version,
        at=now,
        id=counter.id,
        place=counter.place,
        name=counter.name,
        status=counter.status,  # type: ignore[arg-type]
        break_until=counter.break_until,
        clerk=shared.names.get(counter.clerk_id or 0, ""),
        revision=counter.turn,
        present=_present(at_counter, services, classes, office),
        waiting=_waiting(mine, queue, services),
        next_up=_next_up(session, config, priority.order(mine, queue)[:NEXT_SHOWN], now),
        held=[
            HeldRow(row.id, row.code, services[row.service_id].name, row.since, row.returns_at or now)
            for row in at_counter
            if row.state == "held"
        ],
        absent=shared.absent,
        absent_more=shared.absent_more,
        last=last_action(session, counter, config),
        today=_today(session, counter, office, business_day(office, now)),
        services=shared.services,
        counters=[choice for choice in shared.counters if choice.value != str(counter.number)],
    )


@dataclass(frozen=True, slots=True)
class SharedByCounters:
    """What the pages of all counters of an office show alike. ``names``: {person id: name}."""

    names: dict[int, str]
    absent: list[AbsentRow]
    absent_more: int
    services: list[Choice]
    counters: list[Choice]


def _read_shared(session: Session, config: OfficeConfig) -> SharedByCounters:
    waiting = queries.waiting_counts(session, config.office.id)
    absent, absent_total = _absent(session, config.office, config.services)
    return SharedByCounters(
        names=staff_queries.names(session, config.office.id),
        absent=absent,
        absent_more=absent_total - len(absent),
        services=_service_choices(config, waiting, clock.now()),
        counters=[
            Choice(str(row.number), row.name, open=row.status != "closed")
            for row in office_queries.counters(session, config.office.id)
        ],
    )


SHARED = VersionCache(_read_shared)


def _at_counter(session: Session, counter: Counter) -> list[Ticket]:
    query = select(Ticket).where(
        Ticket.office_id == counter.office_id, LIVE, Ticket.state != "waiting", Ticket.counter_id == counter.id
    )
    return list(session.scalars(query.order_by(Ticket.since).execution_options(populate_existing=True)))


def _present(
    rows: list[Ticket], services: Mapping[int, Service], classes: Mapping[int, PriorityClass], office: Office
) -> Present | None:
    here = next((row for row in rows if row.state in PRESENT_STATES), None)
    if here is None:
        return None
    return Present(
        id=here.id,
        code=here.code,
        state="called" if here.state == "called" else "serving",
        service=services[here.service_id].name,
        service_code=services[here.service_id].code,
        priority=special(classes[here.priority_id]),
        priority_icon=classes[here.priority_id].icon,
        waited=_seconds((here.called_at or here.since) - here.arrived_at),
        since=here.since,
        recalls=here.recalls,
        recalls_left=max(0, office.recall_max - here.recalls),
        language=here.language,
        in_person=here.in_person,
        fetched_at=here.fetched_at,
    )


def special(row: PriorityClass) -> Name | None:
    """The name of a class, unless it is the ordinary one."""
    return None if row.code == ORDINARY else row.name


def _waiting(mine: list[Head], queue: CounterQueue, services: Mapping[int, Service]) -> list[WaitingRow]:
    """Whom the counter would call, by service: first those it serves, then those of visitors transferred to it."""
    arrived: dict[int, list[datetime]] = {service_id: [] for service_id in queue.ranks}
    for head in mine:
        arrived.setdefault(head.service_id, []).append(head.arrived_at)
    return [
        WaitingRow(services[service].name, len(times), _seconds(queue.now - min(times)) if times else None)
        for service, times in arrived.items()
    ]


def _next_up(session: Session, config: OfficeConfig, heads: list[Head], now: datetime) -> list[NextRow]:
    marked = select(Ticket.id).where(Ticket.id.in_([head.id for head in heads]), Ticket.in_person)
    in_person = set(session.scalars(marked))
    return [_next(head, config, now, head.id in in_person) for head in heads]


def _next(head: Head, config: OfficeConfig, now: datetime, in_person: bool) -> NextRow:
    name, row = config.services[head.service_id].name, config.priorities[head.priority_id]
    return NextRow(head.id, head.code, name, special(row), row.icon, _seconds(now - head.arrived_at), in_person)


def _absent(session: Session, office: Office, services: Mapping[int, Service]) -> tuple[list[AbsentRow], int]:
    """Absent visitors of the whole office, the latest first, and how many there are: any counter can call one back,
    from this list or by the number."""
    query = (
        select(Ticket.id, Ticket.code, Ticket.service_id, Ticket.since, Counter.number)
        .join(Counter, Counter.id == Ticket.counter_id)
        .where(Ticket.office_id == office.id, LIVE, Ticket.state == "absent")
        .order_by(Ticket.since.desc())
    )
    rows = session.execute(query).all()
    shown = [
        AbsentRow(row.id, row.code, services[row.service_id].name, row.since, row.number) for row in rows[:ABSENT_SHOWN]
    ]
    return shown, len(rows)


def _today(session: Session, counter: Counter, office: Office, day: int) -> DaySummary:
    done = select(Ticket.started_at, Ticket.finished_at).where(
        Ticket.counter_id == counter.id, Ticket.day == day, Ticket.state == "done"
    )
    times = [(started, finished) for started, finished in session.execute(done)]
    lasted = [_seconds(finished - started) for started, finished in times if started and finished]
    rated = ratings_port.group_of(session, office, counter.id, day)
    return DaySummary(len(times), round(median(lasted)) if lasted else None, *rated)


def _service_choices(config: OfficeConfig, waiting: Mapping[int, int], now: datetime) -> list[Choice]:
    return [
        Choice(row.code, row.name, waiting.get(row.id, 0), config.hours(now, row.id).open) for row in config.offered
    ]


def _seconds(length: timedelta) -> int:
    return max(0, length // (MICROSECOND * 1_000_000))
