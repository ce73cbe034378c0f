"""Background job of courses: ends their accounts after the last day."""

from deskq.core import actors, clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.staff.courses import queries, service

PERIOD = 600.0


def jobs() -> tuple[Job, ...]:
    return (Job("courses", N_("End the accounts of courses"), PERIOD, run_once, alone=True),)


def run_once() -> None:
    """A single query while no course is over."""
    over = queries.over(db.session(), clock.today())
    each_office(sorted({office_id for office_id, _ in over}), lambda office_id: _end(office_id, over))


def _end(office_id: int, over: list[tuple[int, int]]) -> None:
    for owner, course_id in over:
        if owner == office_id:
            service.end(office_id, actors.SYSTEM, course_id)
