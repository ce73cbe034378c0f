"""Folders for the unencrypted database and keys while a backup is made or restored, and what killed runs left of them.

Each is locked by its process. The kernel releases the lock when the process ends, however it ends: a folder that nobody
has locked is a leftover.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from deskq.ops.backup.archive import LITE, POSTGRES

PREFIX = ".unencrypted-"
BEGUN = ".begun-"  #: those that are still empty
OLD_NAMES = "tmp????????"  #: those of versions that gave them no name of their own


@contextmanager
def folder(parent: Path) -> Iterator[Path]:
    """A new folder in ``parent``, removed with the block. Leftovers are removed first."""
    for path in parent.glob(f"{PREFIX}*"):
        if _is_left(path):
            shutil.rmtree(path, ignore_errors=True)
    empty = Path(mkdtemp(prefix=BEGUN, dir=parent))
    made = parent / f"{PREFIX}{empty.name.removeprefix(BEGUN)}"
    descriptor = os.open(empty, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        empty.rename(made)  # only now: another run takes one that nobody has locked for a leftover
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(descriptor)


def leftovers(parent: Path) -> list[Path]:
    """The folders that killed runs left, also those of earlier versions, which no run removes."""
    old = [path for path in parent.glob(OLD_NAMES) if any((path / name).exists() for name in (LITE, POSTGRES))]
    return sorted(path for path in [*parent.glob(f"{PREFIX}*"), *old] if _is_left(path))


def _is_left(path: Path) -> bool:
    """Whether it is a folder that no process has locked."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
