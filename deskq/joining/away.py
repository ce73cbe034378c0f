"""What the page of a ticket taken from outside shows until its visitor is here (``queue/joining_port.py``)."""

from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.joining import queries, rules
from deskq.queue import queue_snapshot, wait_port
from deskq.queue.joining_port import AwayView
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import version_and_config


def view(session: Session, ticket: Ticket) -> AwayView | None:
    """None once the visitor is here, or has left. The wait is that of somebody who came now: the visitor's own is at
    most as long."""
    found = queries.remote(session, ticket.id)
    if found is None or found.here_at is not None or ticket.state != "held":
        return None
    version, config = version_and_config(session, ticket.office_id)
    queue = queue_snapshot.at(session, config, version)
    wait = wait_port.of_service(ticket.office_id, ticket.service_id, queue.served)
    travel, grace = timedelta(minutes=found.travel_minutes), timedelta(minutes=config.office.join_minutes)
    earliest = wait.earliest if wait is not None else None
    return AwayView(
        ahead=queue.people_ahead.get(ticket.id, 0),
        wait=wait,
        leave_at=rules.leave_at(earliest, travel, clock.now()) if earliest is not None else None,
        turn_at=found.turn_at,
        keeps_until=found.turn_at + grace if found.turn_at is not None else None,
        by_distance=rules.point(config.office.location) is not None,
    )
