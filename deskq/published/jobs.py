"""Background job: freezes the public figures of periods that are over."""

from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db, socketio
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.office import queries as office_queries
from deskq.published import keep

PERIOD = 300.0
#: Seconds that others have after each piece.
BREATH = 0.01


def jobs() -> tuple[Job, ...]:
    """The job does nothing while the clock is not trusted, because what is frozen never changes."""
    run = BackgroundClockGuard().guarded(run_once)
    return (Job("published", N_("Freeze figures for citizens"), PERIOD, run, at_once=True, rest=1.0, alone=True),)


def run_once() -> None:
    each_office(office_queries.real_offices(db.session()), _of_office)


def _of_office(office_id: int) -> None:
    keep.keep_due(db.session(), office_id, lambda: socketio.sleep(BREATH))
