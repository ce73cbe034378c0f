"""Background job of alerts: one round for each office every few seconds (see service/rounds.py)."""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from deskq.alerts.service import rounds
from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.db import journal
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.office import queries as office_queries

PERIOD = 5.0
AT_REST = timedelta(seconds=20)


def jobs(wake: threading.Event) -> tuple[Job, ...]:
    """The job. It pauses while the system clock is not trusted. ``wake`` starts a round at once; it is set when this
    process referred a message."""
    run = BackgroundClockGuard().guarded(Rounds().once)
    return (Job("alerts", N_("Send alerts to staff"), PERIOD, run, wake=wake, at_once=True, alone=True),)


@dataclass(slots=True)
class Rounds:
    """Those of one process. In an office in which nothing happens only time raises an alert: it is looked at seldom."""

    _seen: dict[int, tuple[int, datetime]] = field(default_factory=dict)  # {office: (sequence, when)} of its last round

    def once(self) -> None:
        real = office_queries.real_offices(db.session())
        ends = {office: last for office, last in journal.positions(db.session()).items() if office in real}
        each_office([office for office, last in ends.items() if self._is_due(office, last)], partial(self._look, ends))

    def _is_due(self, office_id: int, last: int) -> bool:
        seen, at = self._seen.get(office_id, (-1, clock.now()))
        return last > seen or clock.has_passed(AT_REST, at)

    def _look(self, ends: dict[int, int], office_id: int) -> None:
        rounds.run(office_id)
        self._seen[office_id] = ends[office_id], clock.now()
