"""When the journal was last verified, and whether its daily anchors are written and agree with it."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app

import config
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.finding import Finding
from deskq.journal_proof import comparison, note, store, words
from deskq.journal_proof.jobs import FAULTS
from deskq.ops.scheduled_backup import state_file

OLD_CHECK, OLD_ANCHOR = timedelta(days=15), timedelta(days=2)
NOT_WHOLE = N_("The journal or a rating is not what was written; found on %(at)s.")
SEE_WHERE = N_("See which row: %(command)s. Keep this database, and find out who had access to it.")
NEVER = N_("The journal has not been verified yet.")
OLD = N_("The journal was last verified on %(at)s.")
VERIFY = N_("The server does it each week at night. To do it now: %(command)s")
WELL = N_("Every row of the journal was verified on %(at)s.")
DEMO = N_("The journal of a demo office is not anchored.")
NO_ANCHOR = N_("The journal has no anchor yet.")
WAIT = N_("Leave the server running: it writes the first within minutes, then one a day.")
OLD_ONE = N_("The last anchor of the journal is of %(at)s.")
LOOK = N_("Is the server running, and is its clock right? Its log: %(command)s")
SAME_DISK = N_("The anchors of the journal are on the same disk as the database.")
OTHER_DISK = N_("Set DESKQ_ANCHOR_FOLDER to a folder on another machine, and print the fingerprint: %(command)s")
ANCHORED = N_("The journal agrees with its anchors; the last is of %(at)s.")
VERIFY_COMMAND, KEY_COMMAND, LOG_COMMAND = "flask verify-journal --anchors", "flask anchor-key", "journalctl -u deskq"


def check_journal() -> Iterator[Finding]:
    """The weekly restore drill verifies the journal too, in the backup, which it compares with this one."""
    last, command = note.read(config.INSTANCE), {"command": VERIFY_COMMAND}
    if last is not None and not last.is_whole:
        yield Finding("error", NOT_WHOLE, {"at": last.at, **command}, SEE_WHERE)
        return
    drill = state_file.read(config.INSTANCE)["drill"].succeeded_at
    times: list[datetime] = [at for at in (last.at if last else None, drill) if at is not None]
    if not times:
        yield Finding("warning", NEVER, command, VERIFY)
    elif clock.now() - max(times) > OLD_CHECK:
        yield Finding("warning", OLD, {"at": max(times), **command}, VERIFY)
    else:
        yield Finding("ok", WELL, {"at": max(times)})


def check_anchors() -> Iterator[Finding]:
    try:
        anchors = store.anchors()
    except FAULTS as error:
        outage = words.of_fault(error)
        advice = words.LOOK_AT_FOLDER if isinstance(error, OSError) else words.ANEW
        yield Finding("error", outage.text, {**outage.values, "command": words.COMMAND}, advice)
        return
    if not anchors and current_app.config["DEMO"]:
        yield Finding("hint", DEMO)
        return
    if not anchors:
        yield Finding("warning", NO_ANCHOR, advice=WAIT)
        return
    difference = comparison.first_difference(db.session(), anchors)
    last = {"at": anchors[-1].at}
    if difference is not None:
        outage = words.of_difference(difference)
        yield Finding("error", outage.text, {**outage.values, "command": words.COMMAND}, words.ANEW)
    elif clock.now() - anchors[-1].at > OLD_ANCHOR:
        yield Finding("error", OLD_ONE, {**last, "command": LOG_COMMAND}, LOOK)
    else:
        yield Finding("ok", ANCHORED, last)
        if os.stat(store.path().parent).st_dev == os.stat(config.INSTANCE).st_dev:
            yield Finding("hint", SAME_DISK, {"command": KEY_COMMAND}, OTHER_DISK)
