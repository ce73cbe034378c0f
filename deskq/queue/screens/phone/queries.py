"""Reads one visitor's ticket from the database, with everything its screens show."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY
from deskq.office.rules import Place
from deskq.queue import joining_port, queue_snapshot, ratings_port, wait_port
from deskq.queue.models import Ticket
from deskq.queue.queue_snapshot import QueueSnapshot
from deskq.queue.rules.line_closing import is_too_late
from deskq.queue.screens.phone.types import TicketView
from deskq.queue.screens.shared import WaitShown, version_and_config, version_config_and_row


def ticket_view(session: Session, found: Ticket) -> TicketView:
    """One visitor's ticket, which was read before: not for screens that compare versions (``ticket_view_by_id``)."""
    return _view(session, found, *version_and_config(session, found.office_id))


def ticket_view_by_id(session: Session, office_id: int, ticket_id: int) -> TicketView:
    """That of a ticket which exists, not older than its version."""
    sequence, config, found = version_config_and_row(session, office_id, Ticket, ticket_id)
    return _view(session, found, sequence, config)


def _view(session: Session, found: Ticket, sequence: int, config: OfficeConfig) -> TicketView:
    now = clock.now()
    priority, service = config.priorities[found.priority_id], config.services[found.service_id]
    queue = queue_snapshot.at(session, config, sequence)
    wait = wait_port.of_ticket(found, priority.weight, queue.served)
    return TicketView(
        version=sequence,
        at=now,
        id=found.id,
        code=found.code,
        state=found.state,
        office=config.office.name,
        building=config.office.building,
        service=service.name,
        spoken_name=service.spoken_name,
        where=service.where,
        bring=service.bring,
        priority=None if priority.code == ORDINARY else priority.name,
        priority_icon=priority.icon,
        language=found.language,
        called_from=found.returns_at if found.state == "held" and found.counter_id is None else None,
        ahead_at_issue=found.ahead_at_issue,
        place=_place(config, found),
        places=_places(config, found, queue.staffed),
        since=found.since,
        call=found.call,
        recalls=found.recalls,
        wait=wait.seconds if wait else None,
        rating=ratings_port.shown(session, found, config.office),
        rejoin_until=_rejoin_until(config, found, now),
        estimate=wait,
        in_person=found.in_person,
        **(_while_waiting(session, sequence, config, found, queue, wait, now) if found.state == "waiting" else {}),
    )


def _while_waiting(
    session: Session,
    sequence: int,
    config: OfficeConfig,
    found: Ticket,
    queue: QueueSnapshot,
    wait: WaitShown | None,
    now: datetime,
) -> dict[str, Any]:
    """The fields of ``TicketView`` that only a waiting visitor sees."""
    closure = config.closure(found.service_id, now)
    return {
        "ahead": queue.people_ahead.get(found.id, 0),
        "let_pass": 0 if found.let_pass or found.id in queue.last else config.office.let_pass,
        "staffing": _staffing(config, found, queue),
        "closed_before": _closed_before(config, found, wait, now) if closure is None else None,
        "confirmed_here": _is_confirmed_here(session, sequence, config, found, wait),
        "closed": closure.reason if closure is not None else None,
    }


def _is_confirmed_here(
    session: Session, sequence: int, config: OfficeConfig, found: Ticket, wait: WaitShown | None
) -> bool:
    """Read only where the phone would ask how far away the visitor is: it needs the earliest time of the turn."""
    if wait is None or wait.earliest is None:
        return False
    return found.id in joining_port.PORT.bound.arrived(session, config, sequence)


def _closed_before(config: OfficeConfig, found: Ticket, wait: WaitShown | None, now: datetime) -> datetime | None:
    """The time of closing today, if it comes before the visitor's turn; ``now`` if it has already passed."""
    hours = config.hours(now, found.service_id)
    if not hours.open:
        return now
    median = wait.seconds[0] if wait is not None and wait.seconds is not None else None
    return hours.closes_at if is_too_late(now, median, hours.closes_at) else None


def _rejoin_until(config: OfficeConfig, found: Ticket, now: datetime) -> datetime | None:
    until = found.since + timedelta(seconds=config.office.undo_seconds)
    return until if found.state == "cancelled" and now < until else None


def _place(config: OfficeConfig, found: Ticket) -> Place | None:
    if found.counter_id is None or found.state not in ("called", "serving", "held", "absent", "done"):
        return None
    return config.places[found.counter_id]


def _staffing(config: OfficeConfig, found: Ticket, queue: QueueSnapshot) -> dict[int, str]:
    return {
        config.counters[counter].number: "break" if counter in queue.on_break else "open"
        for counter, served in sorted(queue.staffed.items())
        if found.service_id in served
    }


def _places(config: OfficeConfig, found: Ticket, staffed: Mapping[int, frozenset[int]]) -> list[Place]:
    """Counters that may call the ticket: the counter of its transfer; otherwise the staffed counters that serve it now;
    otherwise all that could serve it."""
    if found.counter_id is not None:
        return [config.places[found.counter_id]]
    now = [place for counter, place in config.places.items() if found.service_id in staffed.get(counter, ())]
    return now or [config.places[row.id] for row in config.counters_of(found.service_id)]
