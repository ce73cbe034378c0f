"""Temporary files of parallel tests are kept in memory, where the machine has room: no test waits for the disk.

Tests marked ``load`` run alone (docs/adr/0051) and keep their files on the disk, whose waits belong to what
they measure.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000  # bytes; the whole suite has needed less than half


def pytest_configure(config: pytest.Config) -> None:
    """Before the first temporary folder is made. The parallel processes inherit the environment of this one."""
    if getattr(config.option, "numprocesses", None) and "TMPDIR" not in os.environ and fits(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # asked again


def fits(folder: Path) -> bool:
    """Whether files can be written there, enough of them, and programs among them can be run."""
    if not os.access(folder, os.W_OK):
        return False
    return shutil.disk_usage(folder).free >= ROOM and not os.statvfs(folder).f_flag & os.ST_NOEXEC
