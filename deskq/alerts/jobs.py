"""Background job of alerts: one round for each office every few seconds (see service/rounds.py)."""

import threading

from deskq.alerts.service import rounds
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.table import Job
from deskq.office import queries as office_queries

PERIOD = 5.0


def jobs(wake: threading.Event) -> tuple[Job, ...]:
    """The job. It pauses while the system clock is not trusted. ``wake`` starts a round at once; it is set when this
    process referred a message."""
    clock_guard = BackgroundClockGuard()

    def round_() -> None:
        if clock_guard.steady():
            run_once()

    return (Job("alerts", N_("Send alerts to staff"), PERIOD, round_, wake=wake, at_once=True, alone=True),)


def run_once() -> None:
    for office_id in office_queries.offices(db.session()):
        rounds.run(office_id)
