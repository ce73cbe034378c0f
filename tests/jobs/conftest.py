"""Clients whose requests share nothing with the test, so that each has its own language; runs of single jobs."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.jobs import runner, status, table
from deskq.jobs.status import JobStatus
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue as issue_ticket
from tests.tools.browsers import browser, client

__all__ = ["browser", "client"]


@pytest.fixture
def jobs(app) -> dict[str, table.Job]:
    """The table of a process that has begun."""
    for begin in table.of(app).beginnings:
        begin()
    return table.of(app).jobs


@pytest.fixture
def issue(office):
    def take(code: str = "renewal_levy", secret: str = "", by: str = "test"):
        return issue_ticket(office, by, NewTicket(code, secret or secrets.new()))

    return take


@pytest.fixture
def jobs_of(app):
    """``jobs_of(function, ...)``: this process runs these jobs, each once so far."""

    def start(*functions) -> None:
        made = [table.Job(f"job{number}", "Send SMS", 1.0, function) for number, function in enumerate(functions)]
        app.extensions[status.EXTENSION] = [JobStatus(job, status.monotonic()) for job in made]
        for state in status.of(app):
            runner.run(app, state)

    return start


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
