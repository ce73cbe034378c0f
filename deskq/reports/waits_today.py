"""Figures of the business day: counts, waits of all and of each service, how many waited half an hour ago."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.engine import SECOND
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import business_day
from deskq.reports.rules import quantile

EARLIER = timedelta(minutes=30)


class TicketTimes(NamedTuple):
    state: str
    service_id: int
    counter_id: int | None
    arrived_at: datetime
    called_at: datetime | None
    finished_at: datetime | None
    since: datetime
    waited: int
    first_wait: int | None


@dataclass(frozen=True, slots=True)
class HallToday:
    """Counts of the business day. Waits in seconds of those who were called, all their intervals of waiting together:
    ``median_wait``, ``most_wait`` of nine in ten, ``of_service`` both by service id. ``in_time``: percent of those
    called, or waiting for the first call past the maximum wait, who were first called within it. ``earlier``: how many
    waited half an hour ago. ``idle_since``: {counter id: end of its last visit}."""

    issued: int
    served: int
    absent: int
    cancelled: int
    held: int
    median_wait: int | None
    most_wait: int | None
    in_time: int | None
    earlier: int
    of_service: dict[int, tuple[int, int]]
    idle_since: dict[int, datetime]


def today(session: Session, office: Office, now: datetime) -> HallToday:
    columns = [getattr(Ticket, name) for name in TicketTimes._fields]
    wanted = select(*columns).where(Ticket.office_id == office.id, Ticket.day == business_day(office, now))
    rows = [TicketTimes(*row) for row in session.execute(wanted)]
    waits: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.first_wait is not None:
            waits[row.service_id].append(row.waited // SECOND)
    every = [wait for some in waits.values() for wait in some]
    count = Counter(row.state for row in rows)
    return HallToday(
        issued=len(rows),
        served=count["done"],
        absent=count["absent"],
        cancelled=count["cancelled"],
        held=count["held"],
        median_wait=quantile(every, 0.5),
        most_wait=quantile(every, 0.9),
        in_time=_in_time(rows, office.bound_minutes * 60, now),
        earlier=sum(_was_waiting(row, now - EARLIER) for row in rows),
        of_service={service: (quantile(some, 0.5) or 0, quantile(some, 0.9) or 0) for service, some in waits.items()},
        idle_since=_last_ends(rows),
    )


def _in_time(rows: Sequence[TicketTimes], max_wait: int, now: datetime) -> int | None:
    """Who still waits for the first call past the maximum wait is not in time either."""
    first = [row.first_wait // SECOND for row in rows if row.first_wait is not None]
    waiting = (row for row in rows if row.state == "waiting" and row.first_wait is None)
    late = sum(row.waited // SECOND + seconds(now - row.since) > max_wait for row in waiting)
    known = len(first) + late
    return round(100 * sum(wait <= max_wait for wait in first) / known) if known else None


def _was_waiting(row: TicketTimes, moment: datetime) -> bool:
    if row.state == "waiting" and row.first_wait is not None:  # again, after a transfer or a return
        return row.since <= moment
    ended = min(filter(None, (row.called_at, row.finished_at)), default=None)
    return row.arrived_at <= moment and (ended is None or ended > moment)


def _last_ends(rows: Sequence[TicketTimes]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for row in rows:
        if row.counter_id is not None and row.state == "done" and row.finished_at is not None:
            found[row.counter_id] = max(row.finished_at, found.get(row.counter_id, row.finished_at))
    return found


def seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))
