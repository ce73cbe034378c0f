"""Background job: stores the figures of each finished day."""

from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.office import queries as office_queries
from deskq.reports.period import kept

PERIOD = 60.0
#: Days in one run. After an upgrade a year of days is stored in a few minutes; the job rests half of that time.
MOST = 20
REST = 1.0


def jobs() -> tuple[Job, ...]:
    """The job does nothing while the clock is not trusted, because a stored day changes only with the targets."""
    run = BackgroundClockGuard().guarded(run_once)
    return (Job("reports", N_("Store the figures of past days"), PERIOD, run, rest=REST, alone=True),)


def run_once() -> None:
    each_office(
        office_queries.real_offices(db.session()), lambda office_id: kept.keep_days(db.session(), office_id, MOST)
    )
