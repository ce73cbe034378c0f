"""The backup file: a tar with the database, the server's keys and the pictures, readable by its owner only.

``flask backup`` writes it as it is, scheduled backups encrypt it (``encryption``).
"""

import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from deskq.core import secret_keys
from deskq.ops.backup import encryption

LITE, POSTGRES = "deskq.sqlite", "deskq.pgdump"
KEY, DATA_KEY, BLIND_KEY = "secret_key", "data_key", "blind_key"
KEYS = (KEY, DATA_KEY, BLIND_KEY)
MANIFEST = "manifest.json"  #: description of a scheduled backup
#: Folders of pictures in instance/.
FOLDERS = ("media", "photos", "plans", "places")
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class NotABackup(Exception):
    """The file is not a backup; the message says why."""


def write(target: Path, database: Path, kind: str, keys: Mapping[str, str], files: Iterable[Path]) -> None:
    """Write the file atomically: an earlier backup of this name is replaced once the new one is on disk."""
    with _atomic(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
        _add_all(tar, database, kind, keys, files)


def write_encrypted(
    target: Path, database: Path, kind: str, texts: Mapping[str, str], files: Iterable[Path], key: str
) -> None:
    """Write an encrypted backup file; ``texts``: the server's keys, and the manifest."""
    with _atomic(target) as file:
        sealed = encryption.Writer(file, key)
        with tarfile.open(fileobj=sealed, mode="w|") as tar:  # type: ignore[call-overload]  # it only writes
            _add_all(tar, database, kind, texts, files)
        sealed.finish()


@contextmanager
def _atomic(target: Path) -> Iterator[BinaryIO]:
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
        with suppress(OSError):  # some network folders do not support fsync of a folder
            secret_keys.sync_folder(target.absolute().parent)
    finally:
        with suppress(OSError):  # the file could not be made, or its folder is missing
            part.unlink(missing_ok=True)


def _add_all(tar: tarfile.TarFile, database: Path, kind: str, texts: Mapping[str, str], files: Iterable[Path]) -> None:
    tar.add(database, kind)
    for name, text in texts.items():
        _add_text(tar, name, text)
    for picture in files:
        with suppress(FileNotFoundError):  # deleted in the meantime
            tar.add(picture, f"{picture.parent.name}/{picture.name}", recursive=False)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(text.encode()), 0o600
    tar.addfile(info, io.BytesIO(text.encode()))


def unpack(source: Path, folder: Path, backup_key: str = "") -> str:
    """Extract the known members into ``folder`` and return the kind of database; or ``NotABackup``."""
    try:
        with source.open("rb") as file:
            _extract(file, folder, backup_key)
    except encryption.CannotOpen as error:
        raise NotABackup(str(error)) from error
    except (tarfile.TarError, EOFError) as error:
        raise NotABackup(f"{source} is not a backup made by `flask backup`, or is incomplete.") from error
    found = [kind for kind in (LITE, POSTGRES) if (folder / kind).is_file()]
    if not found or not (folder / KEY).is_file():
        raise NotABackup(f"{source} is not a backup made by `flask backup`: the database or the key is missing.")
    return found[0]


def _extract(file: BinaryIO, folder: Path, backup_key: str) -> None:
    if not encryption.is_encrypted(file):
        with tarfile.open(fileobj=file, mode="r:") as tar:
            _put_all(tar, folder)
        return
    sealed = encryption.Reader(file, backup_key)
    with tarfile.open(fileobj=sealed, mode="r|") as tar:  # type: ignore[call-overload]  # it only reads
        _put_all(tar, folder)
    sealed.drain()


def _put_all(tar: tarfile.TarFile, folder: Path) -> None:
    for member in tar:
        if _belongs(member):
            _put(tar, member, folder / member.name)


def pictures(instance: Path) -> list[Path]:
    """The pictures of an office, as they are now."""
    folders = [instance / name for name in FOLDERS]
    return [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()) if path.suffix]


def _belongs(member: tarfile.TarInfo) -> bool:
    known = member.name in (LITE, POSTGRES, MANIFEST, *KEYS)
    folder, _, name = member.name.partition("/")
    picture = folder in FOLDERS and NAME.fullmatch(name) is not None
    return member.isreg() and (known or picture)


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    given = tar.extractfile(member)
    assert given is not None
    with given, os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        shutil.copyfileobj(given, file)
