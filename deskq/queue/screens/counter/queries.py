"""Reads the page of one counter from the database."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core import clock, row_objects
from deskq.core.db import journal
from deskq.core.db.engine import SECOND
from deskq.core.db.fixed import FixedStatement
from deskq.core.text.names import Name
from deskq.office import business_day
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, Counter, PriorityClass, Service
from deskq.queue import counter_queues, queue_snapshot
from deskq.queue.events import TicketSwitched, TicketUndone
from deskq.queue.hall import queries as hall
from deskq.queue.models import LIVE, Ticket
from deskq.queue.notes import queries as note_queries
from deskq.queue.queries import QueuedTicket
from deskq.queue.rules import priority, waits
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.screens.counter import day_summary, shared_by_counters
from deskq.queue.screens.counter.last_action import last_action
from deskq.queue.screens.counter.types import AbsentRow, Choice, CounterPanel, HeldRow, NextRow, Present
from deskq.queue.screens.shared import WaitingRow, version_config_and_row

NEXT_SHOWN = 3
ABSENT_SHOWN = 20
LATELY = timedelta(hours=1)
PRESENT_STATES = ("called", "serving")


def counter_panel(session: Session, office_id: int, counter_id: int) -> CounterPanel:
    """The whole page of one counter, not older than its version."""
    now = clock.now()
    version, config, counter = version_config_and_row(session, office_id, Counter, counter_id)
    office, services = config.office, config.services
    waiting = queue_snapshot.at(session, config, version).waiting
    queue = counter_queues.of_counter(config, counter.id, counter.clerk_id, now)
    mine = priority.callable_at(counter.id, queue, waiting)
    shared = shared_by_counters.at(session, config, version)
    tickets = _of_counter(session, counter)
    return CounterPanel(
        version=version,
        at=now,
        id=counter.id,
        place=counter.place,
        name=counter.name,
        status=counter.status,  # type: ignore[arg-type]
        break_until=counter.break_until,
        clerk=shared.names.get(counter.clerk_id or 0),
        revision=counter.turn,
        present=_present(session, tickets, config),
        waiting=_waiting(mine, queue, services),
        next_up=[
            _next(visitor, config, now, visitor.id in shared.in_person)
            for visitor in priority.order(mine, queue)[:NEXT_SHOWN]
        ],
        held=_held(tickets, services, now),
        **_absent_here(shared.absent, counter, now),
        last=last_action(session, counter, config),
        today=day_summary.today(session, counter, office, business_day.number_at(office, now)),
        services=shared.services,
        after_closing=not config.hours(now).open,
        counters=[choice for choice in shared.counters if choice.value != str(counter.number)],
        colleagues=[choice for choice in shared.colleagues if choice.value != str(counter.clerk_id)],
        help_since=hall.help_asked(session, counter.id),
        lines=hall.unread(session, counter.id),
        own_services=_own_services(config, queue.ranks, now),
    )


TICKETS = row_objects.table_of(Ticket)
OF_COUNTER = FixedStatement(
    select(TICKETS)
    .where(TICKETS.c.office_id == bindparam("office"), LIVE, TICKETS.c.state != "waiting")
    .where(TICKETS.c.counter_id == bindparam("counter"))
    .order_by(TICKETS.c.since)
)


def _of_counter(session: Session, counter: Counter) -> list[Ticket]:
    """Tickets called to it, served, on hold or absent there."""
    values = {"office": counter.office_id, "counter": counter.id}
    return row_objects.every(session, Ticket, OF_COUNTER, values)


def _present(session: Session, rows: list[Ticket], config: OfficeConfig) -> Present | None:
    here = next((row for row in rows if row.state in PRESENT_STATES), None)
    if here is None:
        return None
    services, classes, office = config.services, config.priorities, config.office
    return Present(
        id=here.id,
        code=here.code,
        state="called" if here.state == "called" else "serving",
        service=services[here.service_id].name,
        service_code=services[here.service_id].code,
        priority=special(classes[here.priority_id]),
        priority_icon=classes[here.priority_id].icon,
        waited=here.waited // SECOND,
        since=here.since,
        recalls=here.recalls,
        recalls_left=max(0, office.recall_max - here.recalls),
        language=here.language,
        in_person=here.in_person,
        fetched_at=here.fetched_at,
        group_size=here.group_size,
        notes=note_queries.notes(session, office.id, here.id),
        services_before=_services_before(session, config, here) if here.served else [],
        walked_in=waits.is_walk_in(here),
    )


def _held(rows: list[Ticket], services: Mapping[int, Service], now: datetime) -> list[HeldRow]:
    return [
        HeldRow(row.id, row.code, services[row.service_id].name, row.since, row.returns_at or now)
        for row in rows
        if row.state == "held"
    ]


def _absent_here(absent: list[AbsentRow], counter: Counter, now: datetime) -> dict[str, Any]:
    """The fields of ``CounterPanel`` about absent visitors."""
    lately = [row for row in absent if row.counter == counter.number and row.since > now - LATELY]
    others = [row for row in absent if row not in lately]
    return {
        "absent_lately": lately,
        "absent_others": others[:ABSENT_SHOWN],
        "absent_more": len(others[ABSENT_SHOWN:]),
    }


def _services_before(session: Session, config: OfficeConfig, here: Ticket) -> list[tuple[Name, str]]:
    """(service, outcome) of the services that ended in this visit, without undone ones."""
    found: list[tuple[Name, str]] = []
    for event in (entry.event for entry in journal.of_ticket(session, here.id)):
        if isinstance(event, TicketSwitched):
            service = config.services[event.changes["service_id"][0]]
            found.append((service.name, (event.why or {})["outcome"]))
        elif isinstance(event, TicketUndone) and event.verb == "switch":
            found.pop()
    return found


def special(row: PriorityClass) -> Name | None:
    """The name of a class, unless it is the ordinary one."""
    return None if row.code == ORDINARY else row.name


def _waiting(mine: list[QueuedTicket], queue: CounterQueue, services: Mapping[int, Service]) -> list[WaitingRow]:
    """Whom the counter would call, by service: first those it serves, then those of visitors transferred to it."""
    since: dict[int, list[datetime]] = {service_id: [] for service_id in queue.ranks}
    for visitor in mine:
        since.setdefault(visitor.service_id, []).append(visitor.waiting_since or queue.now)
    return [
        WaitingRow(services[service].name, len(times), _seconds(queue.now - min(times)) if times else None)
        for service, times in since.items()
    ]


def _next(visitor: QueuedTicket, config: OfficeConfig, now: datetime, in_person: bool) -> NextRow:
    name, row = config.services[visitor.service_id].name, config.priorities[visitor.priority_id]
    waited = _seconds(now - (visitor.waiting_since or now))
    return NextRow(visitor.id, visitor.code, name, special(row), row.icon, waited, in_person)


def _own_services(config: OfficeConfig, ranks: Mapping[int, int], now: datetime) -> list[Choice]:
    mine = [row for row in config.offered if row.id in ranks and config.hours(now, row.id).open]
    return [Choice(row.code, row.name) for row in sorted(mine, key=lambda row: ranks[row.id])]


def _seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))
