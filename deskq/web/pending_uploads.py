"""Photos and PDF files of forms that are not registered yet. A marker holds each of them: until the form is registered,
until it is refused for good, or for half an hour after it was last sent.

A marker is an empty file ``PHOTO~WHO~TOKEN``. A photo is named after the hash of its content, so several forms may hold
the same photo, and a message may have it already. Before the last marker removes the photo, the database is queried.
"""

import hashlib
import os
import re
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from deskq.web import images

#: Seconds after the form was last sent.
LIFE_SECONDS = 1800.0
#: Photos that one address, and all together, hold at most; the oldest of the address that holds most goes first.
MOST_OF_ONE, MOST_IN_ALL = 60, 600
MARKER = re.compile(r"([0-9a-f]{40}\.(?:webp|pdf))~([0-9a-f]{16})~([0-9a-f]{16})")


class Held(NamedTuple):
    """A photo, and the marker of the form that holds it. ``who``: a key made of the address or person."""

    photo: str
    who: str
    token: str

    @property
    def marker(self) -> str:
        return f"{self.photo}~{self.who}~{self.token}"


class Unheld(NamedTuple):
    """A photo that nobody holds any more. ``files``: which files it was at that time ({name: inode and time}); another
    form may store it again meanwhile."""

    photo: str
    files: dict[str, tuple[int, int]]


def new(photo: str, who: str) -> Held:
    return Held(photo, hashlib.sha256(who.encode()).hexdigest()[:16], secrets.token_hex(8))


def hold(folder: Path, held: Held) -> None:
    """Hold the photo from now on, or again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / held.marker).touch(mode=0o600)


def held(folder: Path) -> dict[Held, float]:
    """{held photo: when its form was last sent, in seconds since 1970}."""
    found = {}
    for entry in os.scandir(folder) if folder.is_dir() else ():
        if (parts := MARKER.fullmatch(entry.name)) is not None:
            with suppress(FileNotFoundError):  # another process may remove it first
                found[Held(*parts.groups())] = entry.stat().st_mtime
    return found


def release(folder: Path, those: Iterable[Held], photos: Path) -> list[Unheld]:
    """Remove these markers; returns the photos that nobody holds any more."""
    released = {one.photo for one in those if _is_removed(folder / one.marker)}
    still = {one.photo for one in held(folder)} if released else set()
    return [Unheld(photo, _files(photos, photo)) for photo in sorted(released - still)]


def _is_removed(marker: Path) -> bool:
    with suppress(FileNotFoundError):
        marker.unlink()
        return True
    return False


def due(folder: Path, now: float) -> list[Held]:
    """Those to be released: their form was not sent for too long, or there are too many. ``now`` in seconds since
    1970."""
    found = held(folder)
    late = [one for one, since in found.items() if now - since > LIFE_SECONDS]
    return late + too_many({one: since for one, since in found.items() if one not in late})


def too_many(found: Mapping[Held, float]) -> list[Held]:
    oldest_first = sorted(found, key=lambda one: found[one])
    left, gone = Counter(one.who for one in oldest_first), []
    while left and (max(left.values()) > MOST_OF_ONE or left.total() > MOST_IN_ALL):
        who = left.most_common(1)[0][0]
        first = next(one for one in oldest_first if one.who == who)
        oldest_first.remove(first)
        gone.append(first)
        left[who] -= 1
    return gone


def _files(photos: Path, photo: str) -> dict[str, tuple[int, int]]:
    found = {}
    for name in (photo, images.small(photo)):
        with suppress(FileNotFoundError):
            found[name] = _identity(photos / name)
    return found


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def delete(unheld: Iterable[Unheld], used: Collection[str], photos: Path) -> None:
    """Delete those that are not in ``used``, unless they were stored again meanwhile."""
    for one in unheld:
        if one.photo not in used:
            for name, identity in one.files.items():
                _delete_if_same(photos / name, identity)


def _delete_if_same(path: Path, identity: tuple[int, int]) -> None:
    """Taken away first, and looked at then: what another form puts in its place is not deleted with it."""
    away = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with suppress(FileNotFoundError):
        path.rename(away)
        if _identity(away) == identity:
            away.unlink()
        else:
            away.replace(path)
