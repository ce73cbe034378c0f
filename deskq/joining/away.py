"""Content of the page of a ticket taken from outside, until its visitor is here (``queue/joining_port.py``)."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.joining import queries, rules
from deskq.queue import queue_snapshot, wait_port
from deskq.queue.ahead_counts import ahead_of_newcomers
from deskq.queue.joining_port import AwayView
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import WaitShown, version_and_config
from deskq.queue.version_cache import VersionCache

NEWCOMERS = VersionCache(lambda session, config: ahead_of_newcomers(session, config, clock.now()))
ARRIVED = VersionCache(lambda session, config: queries.arrived(session, config.office.id))


def view(session: Session, ticket: Ticket) -> AwayView | None:
    """None once the visitor is here, or has left."""
    found = queries.remote(session, ticket.id)
    if found is None or found.here_at is not None or ticket.state != "held":
        return None
    now = clock.now()
    version, config = version_and_config(session, ticket.office_id)
    queue = queue_snapshot.at(session, config, version)
    ahead = queue.people_ahead.get(ticket.id, 0)
    newcomer = NEWCOMERS.at(session, config, version).get(ticket.service_id, ahead)
    wait = _in_proportion(wait_port.of_service(ticket.office_id, ticket.service_id, queue.served), ahead, newcomer, now)
    earliest = wait.earliest if wait is not None else None
    travel, grace = timedelta(minutes=found.travel_minutes), timedelta(minutes=config.office.join_minutes)
    leave_at = rules.leave_at(earliest, travel, now) if earliest is not None else None
    return AwayView(
        ahead=ahead,
        wait=wait,
        leave_at=leave_at,
        leave_now=leave_at is not None and leave_at <= now,
        turn_at=found.turn_at,
        keeps_until=found.turn_at + grace if found.turn_at is not None else None,
        by_distance=rules.point(config.office.location) is not None,
    )


def must_leave(session: Session, ticket: Ticket) -> bool:
    """Whether its visitor must leave now."""
    shown = view(session, ticket)
    if shown is None:
        return False
    version, config = version_and_config(session, ticket.office_id)
    served = ticket.service_id in queue_snapshot.at(session, config, version).served
    return rules.should_leave(shown, served, clock.now())


def _in_proportion(wait: WaitShown | None, ahead: int, newcomer: int, now: datetime) -> WaitShown | None:
    """The wait of a visitor with ``ahead`` people ahead, from the wait of a newcomer, who has more people ahead."""
    if wait is None or wait.seconds is None:
        return wait
    median, upper = (round(rules.proportional(seconds, ahead, newcomer)) for seconds in wait.seconds)
    if wait.earliest is None or wait.earliest <= now:
        return replace(wait, seconds=(median, upper))
    until = rules.proportional((wait.earliest - now).total_seconds(), ahead, newcomer)
    return WaitShown((median, upper), now + timedelta(seconds=until))
