"""The backup file: a tar with the database, the server's keys and the pictures, readable by its owner only."""

import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

LITE, POSTGRES = "deskq.sqlite", "deskq.pgdump"
KEY, DATA_KEY, BLIND_KEY = "secret_key", "data_key", "blind_key"
KEYS = (KEY, DATA_KEY, BLIND_KEY)
#: Folders of pictures in instance/.
FOLDERS = ("media", "photos", "plans")
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class NotABackup(Exception):
    """The file is not a backup; the message says why."""


def write(target: Path, database: Path, kind: str, keys: Mapping[str, str], files: Iterable[Path]) -> None:
    """Write the file atomically: an earlier backup of this name is replaced once the new one is on disk."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                tar.add(database, kind)
                for name, key in keys.items():
                    _add_text(tar, name, key)
                for picture in files:
                    with suppress(FileNotFoundError):  # deleted in the meantime
                        tar.add(picture, f"{picture.parent.name}/{picture.name}", recursive=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(text.encode()), 0o600
    tar.addfile(info, io.BytesIO(text.encode()))


def unpack(source: Path, folder: Path) -> str:
    """Extract the known members into ``folder`` and return the kind of database; or ``NotABackup``."""
    try:
        with tarfile.open(source, "r:") as tar:
            for member in tar:
                if _belongs(member):
                    _put(tar, member, folder / member.name)
    except (tarfile.TarError, EOFError) as error:
        raise NotABackup(f"{source} is not a backup made by `flask backup`, or is incomplete.") from error
    found = [kind for kind in (LITE, POSTGRES) if (folder / kind).is_file()]
    if not found or not (folder / KEY).is_file():
        raise NotABackup(f"{source} is not a backup made by `flask backup`: the database or the key is missing.")
    return found[0]


def _belongs(member: tarfile.TarInfo) -> bool:
    known = member.name in (LITE, POSTGRES, *KEYS)
    folder, _, name = member.name.partition("/")
    picture = folder in FOLDERS and NAME.fullmatch(name) is not None
    return member.isreg() and (known or picture)


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    given = tar.extractfile(member)
    assert given is not None
    with given, os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        shutil.copyfileobj(given, file)
