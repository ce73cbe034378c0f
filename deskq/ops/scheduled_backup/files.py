"""The backup files in their folder: names, list, rotation, free space, and faults of the folder."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from deskq.core import disk_space
from deskq.core.sizes import MEGABYTE
from deskq.ops.scheduled_backup import rules

FORM = "deskq-%Y%m%d-%H%M%S.backup"
STAGING = ".backup-"  #: prefix of our temporary folders in instance/


class Fault(Exception):
    """A fault: the slug of its sentence in ``words``, and the values of the sentence."""

    def __init__(self, slug: str, **values: Any) -> None:
        super().__init__(slug)
        self.slug, self.values = slug, values


def name(at: datetime) -> str:
    return at.astimezone(UTC).strftime(FORM)


def made(paths: Iterable[Path]) -> dict[str, datetime]:
    """{backup file: time (UTC) in its name}. Other files are ignored."""
    found = {}
    for path in paths:
        with suppress(ValueError):
            found[path.name] = datetime.strptime(path.name, FORM).replace(tzinfo=UTC)
    return found


def outdated(made_at: Mapping[str, datetime], kept: rules.Kept, zone: ZoneInfo) -> list[str]:
    """The backups that are not kept any longer."""
    return sorted(rules.to_delete({name: at.astimezone(zone) for name, at in made_at.items()}, kept))


def remove_staging(instance: Path) -> None:
    """Remove the unencrypted copies of a killed run."""
    for path in instance.glob(f"{STAGING}*"):
        shutil.rmtree(path, ignore_errors=True)


def remove_unfinished(folder: Path) -> None:
    """Remove the unfinished backups of a killed run."""
    for path in folder.glob(".deskq-*.backup.part"):
        path.unlink(missing_ok=True)


def check_room(instance: Path, folder: Path, database_bytes: int, all_bytes: int, least_megabytes: int) -> None:
    """Raises unless enough disk space remains for the queue. A backup on the same disk counts twice."""
    least = least_megabytes * MEGABYTE
    same = os.stat(instance).st_dev == os.stat(folder).st_dev
    needed_here = database_bytes + least + (all_bytes if same else 0)
    if disk_space.free_bytes(instance) < needed_here:
        raise Fault("no-room-here", needed=megabytes(needed_here), free=disk_space.free_megabytes(instance))
    if disk_space.free_bytes(folder) < all_bytes:
        raise Fault("folder-full", folder=str(folder))


def megabytes(size: int) -> int:
    return -(-size // MEGABYTE)


@contextmanager
def folder_faults(folder: Path) -> Iterator[None]:
    """Turns errors of the operating system about the folder into ``Fault``."""
    try:
        yield
    except OSError as error:
        slugs = {
            **dict.fromkeys(disk_space.FULL, "folder-full"),
            **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "folder-read-only"),
            **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), "folder-missing"),
        }
        reason = os.strerror(error.errno or errno.EIO)
        raise Fault(slugs.get(error.errno or 0, "folder-fault"), folder=str(folder), reason=reason) from error
