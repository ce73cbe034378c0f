"""Background job: resumes the clocks of messages whose pause is over."""

from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.message_pauses import queries, service
from deskq.office import queries as office_queries

PERIOD = 30.0
#: Largest number of pieces in one run. After days without power, the next run continues.
MOST_PIECES = 50


def jobs() -> tuple[Job, ...]:
    """No clock is resumed while the system clock is not trusted."""
    run = BackgroundClockGuard().guarded(run_once)
    return (Job("message_pauses", N_("Resume the clocks of messages"), PERIOD, run, alone=True),)


def run_once() -> None:
    """One run. An office is locked only if something is due."""
    each_office(office_queries.offices(db.session()), _of_office)


def _of_office(office_id: int) -> None:
    for _ in range(MOST_PIECES):
        now = clock.now()
        if not queries.due(db.session(), office_id, now, 1) or not service.resume_silent(office_id, now):
            break
        socketio.sleep(0)
