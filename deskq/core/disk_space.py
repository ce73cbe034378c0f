"""Room on the disk of the instance folder: uploads stop at a reserve, which is left to the queue."""

import errno
import shutil
from pathlib import Path

from deskq.core import outages
from deskq.core.errors import N_, Unavailable
from deskq.core.outages import Outage
from deskq.core.sizes import MEGABYTE

PART = "disk"
#: What the system says when a disk, a quota or the largest size of a file is used up.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
LOW = N_(
    "The disk of the server has %(free)s MB left. Photos are not accepted any more; the queue goes on. Please free "
    "some space."
)
ALMOST_FULL = N_(
    "The disk of the server has only %(free)s MB left. When it is full, no ticket can be issued and nobody called. "
    "Please free some space at once."
)
WRITES_FAIL = N_("The disk of the server is full: nothing can be saved. Please free some space at once.")


class UploadsPaused(Unavailable):
    slug, status = "uploads-paused", 507
    title = N_("We cannot accept photos right now. You can send the form without them.")


class DiskFull(Unavailable):
    slug, status = "disk-full", 507
    title = N_("The disk of the server is full, so this could not be saved. Please tell the staff of the office.")


def free_bytes(folder: Path) -> int:
    """Free bytes of the disk that has this folder, or will have it."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def free_megabytes(folder: Path) -> int:
    return free_bytes(folder) // MEGABYTE


def check_uploads(folder: Path, reserve_megabytes: int) -> None:
    """``UploadsPaused`` when less than the reserve is free."""
    if free_megabytes(folder) < reserve_megabytes:
        raise UploadsPaused


def outage(free: int, reserve: int, least: int) -> Outage | None:
    """What is wrong with so many free megabytes; uploads stop below ``reserve``, and below ``least`` it is urgent."""
    if free < least:
        return Outage("disk-almost-full", ALMOST_FULL, {"free": free})
    return Outage("disk-low", LOW, {"free": free}) if free < reserve else None


def is_full(error: BaseException | None) -> bool:
    """Whether an error of the system, of SQLite or of PostgreSQL says that there is no room."""
    if isinstance(error, OSError):
        return error.errno in FULL
    sqlite, postgres = getattr(error, "sqlite_errorname", ""), getattr(error, "sqlstate", "")
    return sqlite == "SQLITE_FULL" or postgres == "53100"


def report_full() -> None:
    """A write has failed for want of room."""
    outages.report(PART, Outage("disk-full", WRITES_FAIL))


def is_reported_full() -> bool:
    return outages.states().get(PART) == "disk-full"
