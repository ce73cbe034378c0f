"""Background checks of what everything needs: room on the disk, and a database that answers again after an outage."""

import os
import secrets
from tempfile import TemporaryFile
from time import monotonic

from flask import current_app
from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError

import config
from deskq.core import clock, disk_space, outage_log, outages
from deskq.core.db import availability
from deskq.core.db.writing import writing
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.shared_outages import SharedOutage
from deskq.web import images

PERIOD = 5.0
#: Seconds between two looks at the disk while nothing is known to be wrong with it.
LOOK_EVERY = 30.0
#: Bytes written to prove that there is room again.
PROBE_BYTES = 256 * 1024
PROBE_SECONDS = 2.0  #: that it waits for the turn to write


class SelfCheck:
    """The background job; a round costs almost nothing while all is well."""

    def __init__(self) -> None:
        self._looked_at = -LOOK_EVERY

    def round(self) -> None:
        wrong = outages.states().get(disk_space.PART) is not None
        if wrong or monotonic() - self._looked_at >= LOOK_EVERY:
            self._looked_at = monotonic()
            check_disk()
        if outage_log.is_open(availability.PART):
            db.session().execute(select(SharedOutage.way).limit(1))
            availability.works()


def check_disk() -> None:
    """Report how full the disk is. What a failed write has reported stays until a write succeeds."""
    if disk_space.is_reported_full() and not (_disk_has_room() and _database_has_room()):
        return
    free = disk_space.free_megabytes(config.INSTANCE)
    settings = current_app.config
    found = disk_space.outage(free, settings["UPLOAD_RESERVE_MB"], settings["DISK_LEAST_MB"])
    outages.report(disk_space.PART, found)


def _disk_has_room() -> bool:
    def write() -> None:
        with TemporaryFile(dir=config.INSTANCE) as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())

    try:
        images.in_thread(write)
    except OSError:
        return False
    return True


def _database_has_room() -> bool:
    """A large row is written and rolled back: the database must find pages for it."""
    row = {"way": disk_space.PART, "process": "probe", "slug": "probe", "text": secrets.token_hex(PROBE_BYTES // 2)}
    times = {"since": clock.now(), "until": clock.now()}
    try:
        with writing(db.session(), patience=PROBE_SECONDS) as connection:
            connection.execute(insert(SharedOutage), {**row, "facts": "{}", **times})
            raise _RollBack
    except _RollBack:
        return True
    except (SQLAlchemyError, DomainError):
        return False


class _RollBack(Exception):
    """The probe has found room."""
