"""Pictures and videos of the office on the disk, known by what is in them: their own names are never believed.

A picture is drawn anew, so that nothing else that came in the file is kept. A video is kept as it came: it is told by
its first bytes, and served as nothing but a video.
"""

import hashlib
import os
import re
from collections.abc import Callable, Collection
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, NamedTuple, TypeVar

import gevent
from gevent import monkey
from PIL import Image, ImageOps, UnidentifiedImageError

from deskq.errors import N_, Refused

T = TypeVar("T")

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 64
LARGEST = LARGEST_MEGABYTES * MEGABYTE
LARGEST_PICTURE = 20 * MEGABYTE
#: A picture is opened only up to so many pixels: a small file may unfold into gigabytes.
PIXELS = 40_000_000
#: As much as a TV shows, in px.
BOX = (1920, 1920)
PICTURES = ("JPEG", "PNG", "WEBP")
BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"msdh", b"3gp4")
NAME = re.compile(r"[0-9a-f]{40}\.(webp|mp4|webm)")
TYPES = {"webp": "image/webp", "mp4": "video/mp4", "webm": "video/webm"}
#: Seconds for which a file that nobody shows is kept: its announcement may be about to be written.
GRACE = 3600

Image.MAX_IMAGE_PIXELS = PIXELS


class FileTooLarge(Refused):
    slug, status = "file-too-large", 413
    title = N_("A file may have %(most)s megabytes at most. Please choose a shorter video or a smaller picture.")


class PictureTooLarge(Refused):
    slug, status = "picture-too-large", 422
    title = N_("This picture is too large: %(most)s megapixels at most. Please make it smaller first.")


class NoPicture(Refused):
    slug, status = "no-picture", 422
    title = N_("This is neither a picture (JPEG, PNG, WebP) nor a video (MP4, WebM).")


class Kept(NamedTuple):
    kind: str
    file: str


def keep(source: BinaryIO, folder: Path) -> Kept:
    """Check what was sent and store it in ``folder``; under gevent aside, so that no call in the hall waits for it."""
    return _aside(lambda: _keep(source, folder))


def _keep(source: BinaryIO, folder: Path) -> Kept:
    size = source.seek(0, os.SEEK_END)
    head = _head(source)
    ending = video(head)
    if size > (LARGEST if ending else LARGEST_PICTURE):
        raise FileTooLarge(most=(LARGEST if ending else LARGEST_PICTURE) // MEGABYTE)
    if ending:
        return Kept("video", _store(source, folder, ending))
    return Kept("picture", _store(redrawn(source), folder, "webp"))


def video(head: bytes) -> str | None:
    """mp4 or webm by the first bytes of a file, or None."""
    if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
        return "mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in head[:64]:
        return "webm"
    return None


def redrawn(source: BinaryIO) -> BinaryIO:
    """The picture upright, at most as large as ``BOX``, without anything that is not picture."""
    source.seek(0)
    try:
        with Image.open(source, formats=PICTURES) as picture:
            if picture.width * picture.height > PIXELS:
                raise PictureTooLarge(most=PIXELS // 1_000_000)
            upright = ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
            upright.thumbnail(BOX)
            upright.info.clear()
            drawn = BytesIO()
            upright.save(drawn, "WEBP", quality=84, method=3)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge(most=PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise NoPicture from None
    return drawn


def sweep(folder: Path, used: Collection[str], now: float) -> None:
    """Delete what no announcement shows any more; ``now`` in seconds since 1970."""
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in used and now - path.stat().st_mtime > GRACE:
            path.unlink(missing_ok=True)


def _head(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read(64)


def _store(source: BinaryIO, folder: Path, ending: str) -> str:
    """The name under which the content lies there, whole or not at all; the same content lies there once."""
    folder.mkdir(parents=True, exist_ok=True)
    source.seek(0)
    digest = hashlib.sha256()
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        while part := source.read(MEGABYTE):
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    name = f"{digest.hexdigest()[:40]}.{ending}"
    os.replace(file.name, folder / name)
    return name


def _aside(work: Callable[[], T]) -> T:
    if not monkey.is_module_patched("threading"):
        return work()
    result: T = gevent.get_hub().threadpool.apply(work)
    return result
