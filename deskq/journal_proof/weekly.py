"""Background job: verifies the whole journal once a week at night, in another process at low priority."""

import logging
import os
import shutil
import subprocess
import sys
from datetime import timedelta

from flask import current_app

import config
from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.table import Job
from deskq.journal_proof import note

log = logging.getLogger(__name__)
PERIOD = 600.0
EVERY = timedelta(days=7)
#: After `DESKQ_BACKUP_HOUR`, so that it is not made beside a backup; never while the hall is open.
HOURS = 4
LONGEST = 4 * 3600  #: seconds
COMMAND = ("-m", "flask", "--app", "deskq", "verify-journal", "--anchors")


class WeeklyCheck:
    """The command notes its result, which `flask doctor` shows. A check that fails to run is tried the next night."""

    def __init__(self) -> None:
        self._clock_guard = BackgroundClockGuard()
        self._tried: object = None

    def round(self) -> None:
        now = clock.local(clock.now())
        if self._clock_guard.steady() and self._tried != now.date() and is_due(now.hour):
            self._tried = now.date()
            run()


def is_due(hour: int) -> bool:
    """Whether it is night, and the last check is a week old."""
    first = current_app.config["BACKUP_HOUR"] + 1
    if (hour - first) % 24 >= HOURS:
        return False
    last = note.read(config.INSTANCE)
    return last is None or clock.now() - last.at >= EVERY


def run() -> None:
    """Verify now. What is wrong is logged, and noted by the command."""
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    db.session.remove()
    words = [sys.executable, *COMMAND]
    if shutil.which("nice"):
        words = ["nice", "-n", "10", *words]
    environment = {**os.environ, "DESKQ_DATABASE_URL": url, "FLASK_SKIP_DOTENV": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            words, cwd=config.ROOT, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("the journal could not be verified: %s", type(error).__name__)
        return
    if done.returncode != 0:
        log.error("the journal is not as it was written: %s", done.stderr.strip()[-500:])


def jobs() -> tuple[Job, ...]:
    return (Job("journal.verify", N_("Verify the whole journal each week"), PERIOD, WeeklyCheck().round, alone=True),)
