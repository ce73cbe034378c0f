"""Background jobs of printing: one for each printer."""

from functools import partial

from flask import Flask

from deskq.core.errors import N_
from deskq.jobs import table
from deskq.jobs.table import Job
from deskq.printing import worker

POLL, POLL_OF_SEVERAL = 1.0, 0.2  # seconds; with several processes another one may have put a page into the outbox


def add(app: Flask) -> None:
    """The workers are made when the jobs start."""
    table.at_start(app, partial(_begin, app))


def _begin(app: Flask) -> None:
    poll = POLL_OF_SEVERAL if app.config["REDIS_URL"] else POLL
    for one in worker.begin(app):
        table.add(app, Job(f"printing.{one.name}", N_("Print tickets"), poll, one.step, wake=one.news, at_once=True))
