"""The folder into which a counter's scanner writes: which papers are new, and their content.

``FOLDER/3`` belongs to counter 3 of the first office, ``FOLDER/office-2/3`` to that of another one. No name comes from
a browser: a paper is found by its token, a hash of what the folder says about it. Links are never followed.
"""

import hashlib
import os
import stat
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import NamedTuple, TypeVar

import gevent

from deskq.core import clock
from deskq.core.sizes import MEGABYTE
from deskq.document_scans import rules
from deskq.web import images, uploads

T = TypeVar("T")
#: Entries of the folder that are looked at, and papers shown, the newest first.
MOST_ENTRIES, MOST_SHOWN = 2000, 24
#: Seconds for which a folder on the network may take to answer.
PATIENCE = 3.0
_silent: set[object] = set()


class Paper(NamedTuple):
    """``at``: seconds since 1970. ``problem``: why it cannot be taken, or nothing."""

    token: str
    name: str
    at: float
    is_pdf: bool
    problem: str = ""


class Listing(NamedTuple):
    """``read_only``: what was taken cannot be deleted from it."""

    papers: list[Paper]
    read_only: bool


def listing(place: list[str]) -> Listing:
    """The papers in the folder, the newest first, or a ``ScannerFolder`` that says what is wrong with it; ``place``:
    the folder and the names of folders below it."""
    return _patiently(lambda: _listing(place))


def content(place: list[str], token: str) -> bytes:
    """The content of a paper; ``ScanTaken`` when it is not there any more, ``ScanTooLarge``."""
    return _patiently(lambda: _content(place, token))


def remove(place: list[str], tokens: Collection[str]) -> None:
    """Delete these papers; one that cannot be deleted stays."""
    _patiently(lambda: _remove(place, tokens))


def _listing(place: list[str]) -> Listing:
    with _opened(place) as folder:
        now = clock.now().timestamp()
        newest_first = sorted(_entries(folder), key=lambda one: (-one[1].st_mtime, one[0]))
        papers = (_paper(folder, name, found, now) for name, found in newest_first)
        shown = list(islice((one for one in papers if one is not None), MOST_SHOWN))
        return Listing(shown, not os.access(".", os.W_OK, dir_fd=folder))


def _content(place: list[str], token: str) -> bytes:
    with _opened(place) as folder:
        for name, found in _entries(folder):
            if _token(name, found) != token:
                continue
            if found.st_size > uploads.SCAN.largest:
                raise rules.ScanTooLarge(most=uploads.SCAN.largest // MEGABYTE)
            with suppress(OSError), _file(folder, name) as file:
                if _token(name, os.fstat(file)) == token:
                    return _whole(file, found.st_size)
        raise rules.ScanTaken


def _remove(place: list[str], tokens: Collection[str]) -> None:
    with _opened(place) as folder:
        for name, found in list(_entries(folder)):
            if _token(name, found) in tokens:
                with suppress(OSError):
                    os.unlink(name, dir_fd=folder)


def _entries(folder: int) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in islice(entries, MOST_ENTRIES):
            if not rules.is_passed_over(entry.name):
                with suppress(OSError):  # it has just gone
                    yield entry.name, entry.stat(follow_symlinks=False)


def _paper(folder: int, name: str, found: os.stat_result, now: float) -> Paper | None:
    """None while it may still be growing."""
    age = now - found.st_mtime
    if stat.S_ISREG(found.st_mode) and (0 <= age < rules.SETTLED or not found.st_size):
        return None
    problem = _problem(folder, name, found)
    if problem == rules.NOT_WHOLE and 0 <= age < rules.BROKEN:
        return None
    is_pdf = name.lower().endswith(".pdf")
    return Paper(_token(name, found), rules.shown_name(name), found.st_mtime, is_pdf, problem)


def _problem(folder: int, name: str, found: os.stat_result) -> str:
    if not stat.S_ISREG(found.st_mode):
        return rules.NO_FILE
    if not rules.is_scan_name(name):
        return rules.NOT_A_SCAN
    if found.st_size > uploads.SCAN.largest:
        return rules.TOO_LARGE
    try:
        with _file(folder, name) as file:
            begins = os.pread(file, 16, 0)
            ends = os.pread(file, rules.TAIL, max(0, found.st_size - rules.TAIL))
    except OSError:
        return rules.ScannerFolder.title
    return "" if rules.is_whole(begins, ends) else rules.NOT_WHOLE


def _token(name: str, found: os.stat_result) -> str:
    what = (found.st_ino, found.st_mtime_ns, found.st_size)
    return hashlib.sha256(os.fsencode(name) + b"\0" + repr(what).encode()).hexdigest()[:32]


def _whole(file: int, size: int) -> bytes:
    read = b""
    while len(read) < size and (more := os.read(file, size - len(read))):
        read += more
    return read


@contextmanager
def _file(folder: int, name: str) -> Iterator[int]:
    file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def _opened(place: list[str]) -> Iterator[int]:
    root, *below = place
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    opened: list[int] = []
    try:
        opened.append(os.open(root, flags))
        for name in below:
            opened.append(os.open(name, flags | os.O_NOFOLLOW, dir_fd=opened[-1]))
        yield opened[-1]
    except FileNotFoundError:
        raise rules.FolderMissing from None
    except OSError:
        raise rules.ScannerFolder from None
    finally:
        for one in opened:
            os.close(one)


def _patiently(work: Callable[[], T]) -> T:
    """Run it in a thread, for as long as a folder may take; while one does not answer, no other thread is given to
    it."""
    if _silent:
        raise rules.FolderSilent
    asked, answered = object(), threading.Event()

    def run() -> T:
        try:
            return work()
        finally:
            answered.set()
            _silent.discard(asked)

    limit = gevent.Timeout(PATIENCE)
    try:
        with limit:
            return images.in_thread(run)
    except gevent.Timeout as over:
        if over is not limit:
            raise
        _silent.add(asked)
        if answered.is_set():  # it did at that very moment
            _silent.discard(asked)
        raise rules.FolderSilent from None
