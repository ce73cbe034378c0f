"""Registers the jobs that anchor the journal each day and verify it each week."""

from flask import Flask

from deskq.jobs import table
from deskq.journal_proof import jobs, weekly


def init_app(app: Flask) -> None:
    """It has no pages: the doctor shows its results."""


def init_state(app: Flask) -> None:
    table.add(app, *jobs.jobs(), *weekly.jobs())
