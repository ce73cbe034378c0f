"""Background job: the nightly backup and the weekly restore drill, each in a separate process."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from flask import current_app

import config
from deskq.core import clock, last_backup
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.table import Job
from deskq.ops.backup import keys
from deskq.ops.scheduled_backup import queries, rules, state_file, status, worker
from deskq.ops.scheduled_backup.state_file import Result, Task

log = logging.getLogger(__name__)
PERIOD = 60.0
LONGEST = 4 * 3600  #: seconds; after this time a hanging task is stopped
MIGRATIONS = config.ROOT / "deskq" / "migrations"


class ScheduledBackups:
    """No task starts while the system clock is not trusted, because with a wrong date the wrong backups would be
    deleted."""

    def __init__(self) -> None:
        self._clock_guard = BackgroundClockGuard()

    def round(self) -> None:
        settings = current_app.config
        if not status.place() or not self._clock_guard.steady():
            return
        known, now = state_file.read(config.INSTANCE), clock.local(clock.now())
        db.session.remove()  # the tasks take minutes
        before = known["backup"]
        if rules.is_backup_due(now, settings["BACKUP_HOUR"], before.succeeded_at, before.tried_at):
            back_up(before)
        before = known["drill"]
        has_backup = state_file.read(config.INSTANCE)["backup"].succeeded_at is not None
        if has_backup and rules.is_drill_due(now, settings["BACKUP_HOUR"], before.succeeded_at, before.tried_at):
            drill(before)


def back_up(before: Result) -> Result:
    """Make a backup now, and store the result."""
    result = _note("backup", before, "back_up")
    if result.fault is None:
        last_backup.note(config.INSTANCE, clock.now())
    return result


def drill(before: Result) -> Result:
    """Restore the newest backup as a test now, and store the result."""
    return _note("drill", before, "drill")


def _note(task: Task, before: Result, name: str) -> Result:
    began, at = monotonic(), clock.now()
    answer = _ask(name)
    heads = answer.pop("heads", {})
    if "fault" not in answer and not queries.contains(db.session(), heads):
        answer = {"fault": "drill-other-journal", "values": {"file": answer["file"]}}
    if "fault" in answer:
        log.warning("the scheduled %s failed: %s %s", task, answer["fault"], answer["values"])
        result = state_file.failed(before, at, answer["fault"], answer["values"])
    else:
        result = Result(at, at, seconds=round(monotonic() - began, 1), **answer)
    state_file.note(config.INSTANCE, task, result)
    return result


def _ask(name: str) -> dict[str, Any]:
    """The answer of the worker process."""
    try:
        request = json.dumps(_request(name))
        words = [sys.executable, "-m", worker.__name__]
        done = subprocess.run(  # noqa: S603
            words, input=request, cwd=config.ROOT, capture_output=True, text=True, check=False, timeout=LONGEST
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"fault": "too-long", "values": {"hours": LONGEST // 3600}}
    except OSError as error:
        return {"fault": "database", "values": {"reason": str(error)}}
    except ValueError:
        reason = (done.stderr.strip().splitlines() or ["killed"])[-1]
        return {"fault": "stopped", "values": {"reason": reason[:200]}}
    return found


def _request(name: str) -> worker.Request:
    settings = current_app.config
    return {
        "task": name,
        "database_url": settings["SQLALCHEMY_DATABASE_URI"],
        "instance": str(config.INSTANCE),
        "folder": status.place(),
        "s3": _bucket() if settings["BACKUP_S3"] else None,
        "migrations": str(MIGRATIONS),
        "key": keys.backup_key(make=name == "back_up"),
        "key_file": "" if settings["BACKUP_KEY"] else str(Path(config.INSTANCE, keys.BACKUP_KEY)),
        "keys": keys.to_back_up(),
        "at": clock.now().isoformat(),
        "zone": clock.zone().key,
        "kept": (settings["BACKUP_DAILY"], settings["BACKUP_WEEKLY"], settings["BACKUP_MONTHLY"]),
        "least_megabytes": settings["DISK_LEAST_MB"],
    }


def _bucket() -> dict[str, str]:
    settings = current_app.config
    names = {"address": "S3", "key": "S3_KEY", "secret": "S3_SECRET", "region": "S3_REGION"}
    return {name: settings[f"BACKUP_{setting}"] for name, setting in names.items()}


def jobs() -> tuple[Job, ...]:
    title = N_("Make the nightly backup and try to restore it each week")
    return (Job("ops.backup", title, PERIOD, ScheduledBackups().round, alone=True),)
