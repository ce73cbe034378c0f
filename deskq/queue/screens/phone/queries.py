"""Reads one visitor's ticket from the database, with everything its screens show."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY
from deskq.office.rules import Place
from deskq.queue import queue_snapshot, ratings_port, wait_port
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.types import TicketView
from deskq.queue.screens.shared import version_and_config


def ticket_view(session: Session, found: Ticket) -> TicketView:
    """One visitor's ticket."""
    sequence, config = version_and_config(session, found.office_id)
    priority = config.priorities[found.priority_id]
    service = config.services[found.service_id]
    wait = wait_port.of_ticket(found, priority.weight)
    queue = queue_snapshot.at(session, config, sequence)
    return TicketView(
        version=sequence,
        at=clock.now(),
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
        ahead=queue.people_ahead.get(found.id, 0) if found.state == "waiting" else None,
        ahead_at_issue=found.ahead_at_issue,
        place=_place(config, found),
        places=_places(config, found, queue.staffed),
        since=found.since,
        call=found.call,
        recalls=found.recalls,
        wait=wait.seconds if wait else None,
        let_pass=config.office.let_pass if found.state == "waiting" and not found.let_pass else 0,
        rating=ratings_port.shown(session, found, config.office),
        rejoin_until=_rejoin_until(config, found),
        estimate=wait,
        in_person=found.in_person,
    )


def _rejoin_until(config: OfficeConfig, found: Ticket) -> datetime | None:
    until = found.since + timedelta(seconds=config.office.undo_seconds)
    return until if found.state == "cancelled" and clock.now() < until else None


def _place(config: OfficeConfig, found: Ticket) -> Place | None:
    if found.counter_id is None or found.state not in ("called", "serving", "held", "absent", "done"):
        return None
    return config.counters[found.counter_id].place


def _places(config: OfficeConfig, found: Ticket, staffed: frozenset[int]) -> list[Place]:
    """Where the ticket may be called: the counter it was transferred to, else the staffed ones of its service, else
    all."""
    if found.counter_id is not None:
        return [config.counters[found.counter_id].place]
    serving = [row for row in config.counters.values() if found.service_id in config.ranks.get(row.id, {})]
    return [row.place for row in serving if row.id in staffed] or [row.place for row in serving]
