"""How each background job of this process is: its last run, its duration, its faults."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Literal

from flask import Flask, current_app

from deskq.core import clock
from deskq.core.ports import Port
from deskq.jobs.table import Job

EXTENSION = "deskq_job_status"
LATE_PERIODS = 3  #: a job is late after so many periods without a run ...
LATE_SECONDS = 60.0  #: ... and no sooner than this
Condition = Literal["well", "failed", "late"]


@dataclass(slots=True)
class JobStatus:
    """``fault`` is the class name of the exception that ended the last run; what it says may carry personal data."""

    job: Job
    idle_since: float  # monotonic
    running_since: float | None = None  # monotonic
    ran_at: datetime | None = None
    seconds: float = 0.0
    failures: int = 0
    fault: str | None = None

    def begin(self) -> None:
        self.running_since = monotonic()

    def end(self, fault: BaseException | None) -> float:
        """Returns the seconds that the run took."""
        now = monotonic()
        self.seconds = now - (self.running_since if self.running_since is not None else now)
        self.idle_since, self.running_since, self.ran_at = now, None, clock.now()
        self.fault = None if fault is None else type(fault).__name__
        self.failures += fault is not None
        return self.seconds

    @property
    def condition(self) -> Condition:
        if self._is_late():
            return "late"
        return "failed" if self.fault is not None else "well"

    def _is_late(self) -> bool:
        now = monotonic()
        if self.running_since is not None:
            return now - self.running_since > self.job.longest
        allowed = max(LATE_PERIODS * self.job.seconds, self.job.rest * self.seconds * 2, LATE_SECONDS)
        return now - self.idle_since > allowed


def of(app: Flask) -> list[JobStatus]:
    """Every job that was started in this process; empty before the start."""
    found: list[JobStatus] = app.extensions.get(EXTENSION, [])
    return found


def metrics(app: Flask) -> list[str]:
    """Lines in the text format of Prometheus."""
    jobs = of(app)
    lines = ["# TYPE deskq_job_last_run_timestamp gauge"] if jobs else []
    lines += [
        f'deskq_job_last_run_timestamp{{job="{one.job.name}"}} {one.ran_at.timestamp():.3f}'
        for one in jobs
        if one.ran_at is not None
    ]
    lines += ["# TYPE deskq_job_duration_seconds gauge"] if jobs else []
    lines += [f'deskq_job_duration_seconds{{job="{one.job.name}"}} {one.seconds:.6f}' for one in jobs]
    lines += ["# TYPE deskq_job_failures_total counter"] if jobs else []
    lines += [f'deskq_job_failures_total{{job="{one.job.name}"}} {one.failures}' for one in jobs]
    lines += ["# TYPE deskq_job_works gauge"] if jobs else []
    return lines + [f'deskq_job_works{{job="{one.job.name}"}} {int(one.condition == "well")}' for one in jobs]


def current() -> list[JobStatus]:
    """The status of each job of the current application."""
    return of(current_app)


@dataclass(frozen=True, slots=True)
class Statuses:
    """What templates read as ``ports.jobs``."""

    current: Callable[[], list[JobStatus]] = current


PORT: Port[Statuses] = Port("jobs", Statuses())
