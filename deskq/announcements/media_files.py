"""Picture and video files of the board, recognized by their content: uploaded file names are never trusted.

A picture is re-encoded (deskq/web/images.py). A video is stored unchanged: it is recognized by its first bytes, and
served only as a video.
"""

import os
import re
from pathlib import Path
from typing import BinaryIO, NamedTuple

from deskq.core import file_store
from deskq.core.errors import N_, DomainError
from deskq.core.sizes import MEGABYTE
from deskq.web import images
from deskq.web.images import Frame

LARGEST_MEGABYTES = 64
LARGEST = LARGEST_MEGABYTES * MEGABYTE
#: The resolution of a TV.
BOARD = Frame(20 * MEGABYTE, 1920)
BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"msdh", b"3gp4")
NAME = re.compile(r"[0-9a-f]{40}\.(webp|mp4|webm)")
TYPES = {"webp": "image/webp", "mp4": "video/mp4", "webm": "video/webm"}


class FileTooLarge(DomainError):
    slug, status = "file-too-large", 413
    title = N_("Files can be up to %(most)s MB. Please choose a shorter video or a smaller picture.")


class UnsupportedFile(DomainError):
    slug, status = "no-picture", 422
    title = N_("This file is not a picture (JPEG, PNG, WebP) or a video (MP4, WebM).")


REFUSALS = (*images.REFUSALS, FileTooLarge, UnsupportedFile)


class StoredFile(NamedTuple):
    kind: str
    file: str


def store(source: BinaryIO, folder: Path) -> StoredFile:
    """Check an upload and store it in ``folder``; under gevent in a thread, so that no call waits for it."""
    ending = video(_head(source))
    if ending is None:
        try:
            return StoredFile("picture", images.keep(source, folder, BOARD))
        except images.NoPicture:
            raise UnsupportedFile from None
    if source.seek(0, os.SEEK_END) > LARGEST:
        raise FileTooLarge(most=LARGEST // MEGABYTE)
    return StoredFile("video", images.in_thread(lambda: file_store.store(source, folder, ending)))


def video(head: bytes) -> str | None:
    """mp4 or webm by the first bytes of a file, or None."""
    if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
        return "mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in head[:64]:
        return "webm"
    return None


def _head(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read(64)
