"""Clients whose requests share nothing with the test, so that each has its own language; runs of single jobs."""

import pytest

from deskq.core.extensions import db
from deskq.jobs import runner, status, table
from deskq.jobs.status import JobStatus
from tests.browsers import browser, client

__all__ = ["browser", "client"]


@pytest.fixture
def jobs(app) -> dict[str, table.Job]:
    """The table of a process that has begun."""
    for begin in table.of(app).beginnings:
        begin()
    return table.of(app).jobs


@pytest.fixture
def run(app, jobs):
    """``run("queue")``: one run of a job as the server does it."""

    def once(name: str) -> None:
        state = JobStatus(jobs[name], status.monotonic())
        db.session.remove()
        runner.run(app, state)
        assert (state.condition, state.fault) == ("well", None)
        db.session.remove()

    return once
