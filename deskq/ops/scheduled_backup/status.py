"""State of scheduled backups, for /manage and /metrics."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

import config
from deskq.core import clock
from deskq.core.ports import Port
from deskq.ops.backup import keys
from deskq.ops.scheduled_backup import rules, state_file
from deskq.ops.scheduled_backup.state_file import Result
from deskq.ops.scheduled_backup.words import FAULTS


@dataclass(frozen=True, slots=True)
class Status:
    """``folder``: or the address of a bucket; empty if no backups are made. ``key_file``: file of the key, empty if the
    key is in the settings."""

    folder: str
    key_file: str
    backup: Result
    drill: Result
    now: datetime

    @property
    def is_old(self) -> bool:
        made = self.backup.succeeded_at
        return made is not None and self.now - made > rules.OLD_BACKUP

    @property
    def is_drill_old(self) -> bool:
        done = self.drill.succeeded_at
        return done is not None and self.now - done > rules.OLD_DRILL

    @property
    def failed(self) -> list[str]:
        """The tasks whose last attempt failed, or that are overdue."""
        tasks = {"backup": self.backup.fault or self.is_old, "drill": self.drill.fault or self.is_drill_old}
        return [task for task, fault in tasks.items() if fault]

    @property
    def is_well(self) -> bool:
        return not self.failed

    @property
    def age_hours(self) -> int:
        made = self.backup.succeeded_at
        return int((self.now - made).total_seconds() // 3600) if made else 0

    @property
    def size_megabytes(self) -> float:
        return round(self.backup.size / 1_000_000, 1)


def place() -> str:
    """The folder or the bucket of backups; empty if none are made."""
    return str(current_app.config["BACKUP_FOLDER"] or current_app.config["BACKUP_S3"])


def current() -> Status:
    """The state for the current application."""
    found, settings = state_file.read(config.INSTANCE), current_app.config
    key_file = "" if settings["BACKUP_KEY"] else str(config.INSTANCE / keys.BACKUP_KEY)
    return Status(place(), key_file, found["backup"], found["drill"], clock.now())


def failed() -> list[str]:
    """The tasks that failed or are overdue, for alerts; none if no backups are made."""
    here = current()
    return here.failed if here.folder else []


def fault_text(result: Result) -> str:
    """The msgid of the sentence about the fault of the last attempt."""
    return FAULTS.get(result.fault or "", FAULTS["stopped"])


def metrics() -> list[str]:
    """Lines in the text format of Prometheus; empty if no backups are made."""
    here = current()
    if not here.folder:
        return []
    lines = _lines("deskq_backup", here.backup, here.now)
    lines += ["# TYPE deskq_backup_size_bytes gauge", f"deskq_backup_size_bytes {here.backup.size}"]
    return lines + _lines("deskq_restore_drill", here.drill, here.now)


def _lines(name: str, result: Result, now: datetime) -> list[str]:
    lines = [f"# TYPE {name}_works gauge", f"{name}_works {int(result.fault is None and result.tried_at is not None)}"]
    if result.succeeded_at is not None:
        lines += [f"# TYPE {name}_last_success_timestamp gauge"]
        lines += [f"{name}_last_success_timestamp {result.succeeded_at.timestamp():.3f}"]
        lines += [f"# TYPE {name}_age_seconds gauge"]
        lines += [f"{name}_age_seconds {(now - result.succeeded_at).total_seconds():.0f}"]
        lines += [f"# TYPE {name}_duration_seconds gauge", f"{name}_duration_seconds {result.seconds}"]
    return lines


@dataclass(frozen=True, slots=True)
class Statuses:
    """Implements ``ports.backups`` for templates."""

    current: Callable[[], Status] = current
    fault_text: Callable[[Result], str] = fault_text


PORT: Port[Statuses] = Port("backups", Statuses())
