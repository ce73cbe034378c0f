"""Files on the disk, named by the hash of what is in them: whole or not at all, the same content once."""

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

PART = 1024 * 1024
#: Seconds for which a file that nothing names is kept: what names it may be about to be written.
GRACE = 3600


def store(source: BinaryIO, folder: Path, ending: str) -> str:
    """The name under which the content lies there as it came."""
    called = name(source, ending)
    put(source, folder / called)
    return called


def name(source: BinaryIO, ending: str) -> str:
    source.seek(0)
    digest = hashlib.sha256()
    while part := source.read(PART):
        digest.update(part)
    return f"{digest.hexdigest()[:40]}.{ending}"


def put(source: BinaryIO, path: Path) -> None:
    """A file that is there already is put there anew: its time of grace begins again."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source.seek(0)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            while part := source.read(PART):
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(file.name)
            raise


def sweep(folder: Path, used: Collection[str], now: float) -> None:
    """Delete what nothing names any more; ``now`` in seconds since 1970."""
    for path in folder.glob("*") if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another process sweeps too
            if path.name not in used and now - path.stat().st_mtime > GRACE:
                path.unlink()
