"""Content-addressed files: named by the SHA-256 of their content, written atomically, each content stored once."""

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

CHUNK = 1024 * 1024
#: Seconds for which an unreferenced file is kept: the row that refers to it may be about to be committed.
GRACE_SECONDS = 3600


def store(source: BinaryIO, folder: Path, ending: str) -> str:
    """Store the content unchanged in ``folder``; returns the file's name."""
    file_name = name(source, ending)
    put(source, folder / file_name)
    return file_name


def name(source: BinaryIO, ending: str) -> str:
    """40 hexadecimal digits of the content's SHA-256, and the ending."""
    source.seek(0)
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
    return f"{digest.hexdigest()[:40]}.{ending}"


def put(source: BinaryIO, path: Path) -> None:
    """Write the file atomically. An existing file is written again, so that its grace period starts anew."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source.seek(0)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            while chunk := source.read(CHUNK):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(file.name)
            raise


def sweep(folder: Path, used: Collection[str], now: float) -> None:
    """Delete files whose names are not in ``used`` any more; ``now`` in seconds since 1970."""
    for path in folder.glob("*") if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another process may delete it first
            if path.name not in used and now - path.stat().st_mtime > GRACE_SECONDS:
                path.unlink()
