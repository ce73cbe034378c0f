"""Clock and disk of this machine."""

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress

from flask import current_app
from sqlalchemy import func, select

import config
from deskq.core import clock, disk_space
from deskq.core.db import journal
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.finding import Finding

#: Difference between the clocks of this machine and of PostgreSQL that is reported, in seconds.
MOST_APART = 5
TIME_ERROR = 5  #: what adjtimex(2) returns while the clock is not synchronised
CLOCK_WELL = N_("The clock is right: it is set by a time server.")
CLOCK_UNKNOWN = N_("The clock agrees with the journal. Whether a time server sets it cannot be seen from here.")
CLOCK_BEHIND = N_("The clock of this machine is %(minutes)s minutes behind the last entry of the journal.")
CLOCK_UNSET = N_("No time server sets the clock of this machine. Codes of two-step sign-in fail when it is wrong.")
CLOCK_APART = N_("The clocks of this machine and of PostgreSQL differ by %(seconds)s seconds.")
SET_CLOCK = N_("Let a time server set the clock: %(command)s")
NTP_COMMAND = "timedatectl set-ntp true"
DISK_WELL = N_("%(free)s MB are free in %(folder)s.")
DISK_LOW = N_("%(free)s MB are free in %(folder)s: photos are refused. The queue goes on.")
DISK_ALMOST_FULL = N_("Only %(free)s MB are free in %(folder)s. When none are left, no ticket can be issued.")
FREE_DISK = N_("Free some space: delete old logs and files that are not of deskq, or add a disk.")


def check_clock() -> Iterator[Finding]:
    last, now = journal.last_at(db.session()), clock.now()
    faults = []
    if last is not None and last - now > clock.TOLERANCE:
        minutes = int((last - now).total_seconds() // 60)
        faults.append(Finding("error", CLOCK_BEHIND, {"minutes": minutes, "command": NTP_COMMAND}, SET_CLOCK))
    apart = _seconds_from_postgresql()
    if apart > MOST_APART:
        faults.append(Finding("warning", CLOCK_APART, {"seconds": apart, "command": NTP_COMMAND}, SET_CLOCK))
    end_reading()  # a program is asked
    synchronised = is_synchronised()
    if synchronised is False:
        faults.append(Finding("warning", CLOCK_UNSET, {"command": NTP_COMMAND}, SET_CLOCK))
    yield from faults or [Finding("ok", CLOCK_WELL if synchronised else CLOCK_UNKNOWN)]


def _seconds_from_postgresql() -> int:
    if db.engine.dialect.name != "postgresql":
        return 0
    theirs = db.session().scalar(select(func.clock_timestamp()))
    return int(abs((theirs - clock.real()).total_seconds())) if theirs is not None else 0


def is_synchronised() -> bool | None:
    """Whether a time server sets the clock; None if this cannot be seen, as in a container or a hardened unit."""
    if shutil.which("timedatectl"):
        with suppress(OSError, subprocess.SubprocessError):
            words = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
            done = subprocess.run(words, capture_output=True, text=True, timeout=3, check=True)  # noqa: S603
            if done.stdout.strip() in ("yes", "no"):
                return done.stdout.strip() == "yes"
    return _asked_kernel()


def _asked_kernel() -> bool | None:
    try:
        answer = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512))
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else answer != TIME_ERROR


def check_disk() -> Iterator[Finding]:
    settings = current_app.config
    free = disk_space.free_megabytes(config.INSTANCE)
    found = disk_space.outage(free, settings["UPLOAD_RESERVE_MB"], settings["DISK_LEAST_MB"])
    values = {"free": free, "folder": str(config.INSTANCE)}
    if found is None:
        yield Finding("ok", DISK_WELL, values)
    elif found.slug == "disk-low":
        yield Finding("warning", DISK_LOW, values, FREE_DISK)
    else:
        yield Finding("error", DISK_ALMOST_FULL, values, FREE_DISK)
