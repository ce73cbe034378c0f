"""Runs the background jobs of one process, each in a greenlet (or thread) of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from zlib import crc32

from flask import Flask
from sqlalchemy import func, select

from deskq.core import measures, outage_log
from deskq.core.db import availability, pool
from deskq.core.extensions import db, socketio
from deskq.jobs import status, table
from deskq.jobs.status import JobStatus
from deskq.jobs.table import Job

FAULT_PAUSE = 1.0  # seconds after a failed run in which nothing wakes the job
START_PAUSE = 1.0  #: seconds between two attempts to start while the database does not answer
LOCKS = 0x64_65_73_6B  #: the first of the two keys of our advisory locks; the second is made of the job's name


def start(app: Flask) -> None:
    """Begin to run every job of the table, if they are on; calls after the first do nothing, unless that failed. Then
    the next one goes on with the beginning that failed."""
    if status.EXTENSION in app.extensions or not app.config["BACKGROUND_JOBS"]:
        return
    states: list[JobStatus] = []
    app.extensions[status.EXTENSION] = states
    beginnings = table.of(app).beginnings
    try:
        with app.app_context():
            while beginnings:
                beginnings[0]()
                del beginnings[0]
    except BaseException:
        del app.extensions[status.EXTENSION]
        raise
    states.extend(JobStatus(job, monotonic()) for job in table.of(app).jobs.values())
    for state in states:
        socketio.start_background_task(_keep_running, app, state)


def start_when_possible(app: Flask) -> None:
    """``start`` now or, while the database does not answer, as soon as it does; other faults are raised."""
    if not _started(app):
        socketio.start_background_task(_start_later, app)


def _start_later(app: Flask) -> None:
    while True:
        socketio.sleep(START_PAUSE)
        if _started(app):
            return


def _started(app: Flask) -> bool:
    try:
        start(app)
    except Exception as fault:
        if not availability.is_outage(fault):
            raise
        availability.failed(fault)
        return False
    return True


def _keep_running(app: Flask, state: JobStatus) -> None:
    job = state.job
    if not job.at_once:
        _pause(job, job.seconds)
    while True:
        seconds = run(app, state)
        measures.JOB.labels(job.name).observe(seconds)
        if state.fault is not None and job.wake is not None and job.pauses:
            socketio.sleep(FAULT_PAUSE)
        _pause(job, max(job.seconds, job.rest * seconds))


def _pause(job: Job, seconds: float) -> None:
    if job.wake is None:
        socketio.sleep(seconds)
    else:
        job.wake.wait(seconds)
        job.wake.clear()


def run(app: Flask, state: JobStatus) -> float:
    """Run a job once; its fault is logged and kept in ``state``. Returns the seconds it took."""
    job = state.job
    state.begin()
    try:
        with app.app_context(), _alone(job) as mine:
            if mine:
                job.function()
    except Exception as fault:
        _log(job, fault)
        return state.end(fault)
    except BaseException as end:  # of this greenlet or of the process: the job will not run again
        state.end(end)
        raise
    outage_log.works(_part(job), settled_seconds=0)
    return state.end(None)


def _log(job: Job, fault: Exception) -> None:
    """Once until it works again; all jobs that meet the same outage of the database are one line."""
    if availability.is_outage(fault):
        availability.failed(fault)
    else:
        outage_log.failed(_part(job), "failed and will be retried", with_trace=True)


def _part(job: Job) -> str:
    return f"the background job {job.name}"


@contextmanager
def _alone(job: Job) -> Iterator[bool]:
    """Whether this process may run the job now. The lock is that of a connection: it ends with the process."""
    if not job.alone or db.engine.dialect.name != "postgresql":
        yield True
        return
    key = crc32(job.name.encode()) - 2**31
    with pool.beside_readers():
        held = db.engine.connect()
    with held.execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(LOCKS, key))):
            yield False
            return
        try:
            yield True
        finally:
            connection.scalar(select(func.pg_advisory_unlock(LOCKS, key)))
