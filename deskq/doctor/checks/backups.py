"""Whether backups are fresh, where they should be, and were restored as a trial."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import current_app

import config
from deskq.core import clock, last_backup
from deskq.core.errors import N_
from deskq.doctor.finding import Finding, Words
from deskq.ops.scheduled_backup import files, status
from deskq.ops.scheduled_backup.status import Status

#: A backup by hand, where none is scheduled.
BY_HAND = timedelta(days=7)
NONE = N_("No automatic backups are made.")
NONE_AT_ALL = N_("There is no backup at all. If this machine is lost, everything is lost.")
SET_FOLDER = N_("Set DESKQ_BACKUP_FOLDER to a folder on another disk or machine, and restart. Until then: %(command)s")
OLD_BY_HAND = N_("The last backup was made by hand on %(made)s, and no automatic ones are made.")
HAND_WELL = N_("Backups are made by hand; the last one within a week.")
NOT_YET = N_("No scheduled backup has been made yet.")
TONIGHT = N_("Leave the server running: it makes one within minutes, and then every night.")
OLD = N_("The last scheduled backup is of %(made)s.")
LOOK = N_("Is the server running at night? Its log says more: %(command)s")
FAILED = N_("The nightly backup fails. %(fault)s")
DRILL_FAILED = N_("Restoring a backup as a trial fails. %(fault)s")
BY_ITSELF = N_("The server tries again when this is fixed.")
GONE = N_("The last backup is not in %(folder)s any more: the file %(file)s is missing.")
WHO = N_("Find out who moved or deleted it. The next one is made tonight.")
SAME_DISK = N_("The backups in %(folder)s are on the same disk as the database. If the disk fails, both are lost.")
OTHER_DISK = N_("Put the folder on another disk or machine.")
DRILL_NEVER = N_("No backup has been restored as a trial yet.")
DRILL_OLD = N_("The last trial of restoring a backup was on %(tried)s.")
DRILL_WAIT = N_("Leave the server running: it tries after the first backup, and then every week.")
DRILL_WELL = N_("The last backup was made on %(made)s. One was restored as a trial on %(tried)s.")
LOG_COMMAND = "journalctl -u deskq"
BY_HAND_COMMAND = "flask backup FILE.tar"


def check() -> Iterator[Finding]:
    here = status.current()
    if here.folder:
        yield from _scheduled(here)
    else:
        yield from _by_hand()


def _by_hand() -> Iterator[Finding]:
    made = last_backup.made_at(config.INSTANCE)
    command = {"command": BY_HAND_COMMAND}
    if current_app.config["DEMO"]:
        yield Finding("hint", NONE)
    elif made is None:
        yield Finding("error", NONE_AT_ALL, command, SET_FOLDER)
    elif clock.now() - made > BY_HAND:
        yield Finding("error", OLD_BY_HAND, {"made": made, **command}, SET_FOLDER)
    else:
        yield Finding("hint", HAND_WELL)


def _scheduled(here: Status) -> Iterator[Finding]:
    found = [*_of_backup(here), *_of_folder(here), *_of_drill(here)]
    if found:
        yield from found
        return
    values = {"made": here.backup.succeeded_at, "tried": here.drill.succeeded_at}
    yield Finding("ok", DRILL_WELL, values)


def _of_backup(here: Status) -> Iterator[Finding]:
    if here.backup.fault:
        yield Finding("error", FAILED, {"fault": _fault(here, "backup")}, BY_ITSELF)
    elif here.backup.succeeded_at is None:
        yield Finding("warning", NOT_YET, advice=TONIGHT)
    elif here.is_old:
        yield Finding("error", OLD, {"made": here.backup.succeeded_at, "command": LOG_COMMAND}, LOOK)


def _of_folder(here: Status) -> Iterator[Finding]:
    folder = Path(here.folder)
    if here.backup.succeeded_at is None or here.backup.fault or not folder.is_dir():
        return
    if here.backup.file and here.backup.file not in files.made(folder.iterdir()):
        yield Finding("error", GONE, {"folder": here.folder, "file": here.backup.file}, WHO)
    if _same_disk(folder):
        yield Finding("warning", SAME_DISK, {"folder": here.folder}, OTHER_DISK)


def _same_disk(folder: Path) -> bool:
    """As the database; of PostgreSQL only the files of this machine are known."""
    return os.stat(folder).st_dev == os.stat(config.INSTANCE).st_dev


def _of_drill(here: Status) -> Iterator[Finding]:
    if here.backup.succeeded_at is None:
        return
    if here.drill.fault:
        yield Finding("error", DRILL_FAILED, {"fault": _fault(here, "drill")}, BY_ITSELF)
    elif here.drill.succeeded_at is None:
        yield Finding("warning", DRILL_NEVER, advice=DRILL_WAIT)
    elif here.is_drill_old:
        yield Finding("error", DRILL_OLD, {"tried": here.drill.succeeded_at, "command": LOG_COMMAND}, LOOK)


def _fault(here: Status, task: str) -> Words:
    result = here.backup if task == "backup" else here.drill
    return Words(status.fault_text(result), result.values)
