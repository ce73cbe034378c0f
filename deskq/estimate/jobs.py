"""Background job of the estimate: a new forecast at most once a second and in at most a tenth of the time."""

from deskq.core.errors import N_
from deskq.estimate.worker import Worker
from deskq.jobs.table import Job

PERIOD = 1.0
REST = 9.0  # seconds of rest for each second of work


def jobs(worker: Worker) -> tuple[Job, ...]:
    return (
        Job("estimate", N_("Forecast waiting times"), PERIOD, worker.step, at_once=True, rest=REST, wake=worker.woken),
    )
