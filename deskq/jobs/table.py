"""The table of an application's background jobs. Each feature names its rows in its ``jobs.py``."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask

EXTENSION = "deskq_jobs"


@dataclass(frozen=True, slots=True)
class Job:
    """``function`` runs in an application context, again ``period`` seconds after it ended.

    ``title`` is the msgid of its name for people. ``wake`` starts the next run early. ``at_once``: the first run does
    not wait for a period. ``rest``: pause at least so many times as long as the run took. ``alone``: when several
    processes serve one PostgreSQL database, one of them at a time; the others skip that run. ``pauses``: nothing wakes
    it in the second after a failed run. ``longest``: seconds after which a run is believed to hang.
    """

    name: str
    title: str
    period: float | Callable[[], float]
    function: Callable[[], object]
    wake: threading.Event | None = None
    at_once: bool = False
    rest: float = 0.0
    alone: bool = False
    pauses: bool = True
    longest: float = 600.0

    @property
    def seconds(self) -> float:
        """The period now."""
        return self.period() if callable(self.period) else self.period


@dataclass(slots=True)
class Table:
    """``beginnings`` are what is still to be called, once, before the first job runs; they may still add jobs."""

    jobs: dict[str, Job] = field(default_factory=dict)
    beginnings: list[Callable[[], object]] = field(default_factory=list)


def of(app: Flask) -> Table:
    found: Table = app.extensions.setdefault(EXTENSION, Table())
    return found


def add(app: Flask, *jobs: Job) -> None:
    known = of(app).jobs
    for job in jobs:
        if job.name in known:
            raise ValueError(f"the job {job.name} is registered twice")
        known[job.name] = job


def at_start(app: Flask, *functions: Callable[[], object]) -> None:
    """Have functions called in an application context when the jobs start."""
    of(app).beginnings.extend(functions)
