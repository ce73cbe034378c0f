"""Uploaded images: recognised by content, re-encoded as WebP without metadata (place, camera), limited and stored.

A small file may decode into gigabytes. So the pixels are counted in its header, and it is decoded in a process with
limits (``image_decoder``), one image at a time; addresses take turns.
"""

import atexit
import os
import re
from collections.abc import Callable, Collection
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import BinaryIO, NamedTuple, TypeVar, cast

import gevent
from gevent import monkey

from deskq.core import file_store
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, Unavailable
from deskq.core.fair_queue import FairQueue, QueueFull
from deskq.core.sizes import MEGABYTE
from deskq.web import image_headers
from deskq.web.image_decoder import Decoder, DecoderKilled, DecoderRefused
from deskq.web.image_headers import ImageHeader
from deskq.web.pixel_budget import PixelBudget, TooManyPictures

T = TypeVar("T")

MILLION = 1_000_000
#: A photograph is decoded at the size at which it is shown, so it may have as many pixels as the largest phones make.
MAX_PIXELS = {"JPEG": 64 * MILLION, "PNG": 24 * MILLION, "WEBP": 16 * MILLION}
#: A progressive JPEG has about ten scans; each one costs a pass over the whole image.
MAX_SCANS = 40
NAME = re.compile(r"[0-9a-f]{40}\.webp")
#: Seconds that an upload waits for the decoding of others, and how many of one address wait.
MAX_WAIT, MOST_WAITING = 30.0, 24


class PictureFileTooLarge(DomainError):
    slug, status = "file-too-large", 413
    title = N_("Pictures can be up to %(most)s MB. Please choose a smaller one.")


class PicturesTooLarge(PictureFileTooLarge):
    """``number`` of pictures together, of ``most`` megabytes each."""

    title = N_(
        "Up to %(number)s pictures or PDF files, of up to %(most)s MB each, can be sent at once. Please choose fewer "
        "or smaller ones."
    )


class PictureTooLarge(DomainError):
    slug, status = "picture-too-large", 422
    title = N_("This picture is too large. It can have up to %(most)s megapixels. Please make it smaller first.")


class PictureTooHeavy(DomainError):
    slug, status = "picture-too-heavy", 422
    title = N_("This picture takes too long to open. Please make it smaller, or send a screenshot of it.")


class NoPicture(DomainError):
    slug, status = "no-picture", 422
    title = N_("We cannot open this picture. Please use JPEG, PNG or WebP.")


class HeicPicture(DomainError):
    slug, status = "heic-picture", 422
    title = N_("We cannot open HEIC pictures. Please send it as JPEG, or send a screenshot of it.")


class MovingPicture(DomainError):
    slug, status = "moving-picture", 422
    title = N_("We cannot accept animated pictures. Please send a still picture.")


class ManyPictures(Unavailable):
    slug = "many-pictures"
    title = N_("We are receiving many pictures right now. Please try again in a moment.")


#: Every error that ``keep`` raises.
REFUSALS = (
    *(PictureFileTooLarge, PictureTooLarge, PictureTooHeavy, NoPicture, HeicPicture, MovingPicture),
    *(ManyPictures, TooManyPictures),
)


class Frame(NamedTuple):
    """Limits of a kind of upload: file size in bytes, width and height in px; ``small`` is the size of a thumbnail."""

    largest: int
    box: int
    small: int | None = None

    @property
    def boxes(self) -> list[int]:
        return [size for size in (self.box, self.small) if size]


class Encoded(NamedTuple):
    """An image that is not stored yet: its file name, and its content, then that of its thumbnail if it has one."""

    name: str
    contents: list[bytes]

    @property
    def size(self) -> int:
        """In bytes, with its thumbnail."""
        return sum(map(len, self.contents))


def keep(source: BinaryIO, folder: Path, frame: Frame, who: str = "") -> str:
    """Re-encode and store the image in ``folder``; returns its file name, or raises one of ``REFUSALS``."""
    encoded = encode(source, frame, who)
    store(encoded, folder)
    return encoded.name


def encode(source: BinaryIO, frame: Frame, who: str, budget: PixelBudget | None = None) -> Encoded:
    """The image in each size of ``frame``, or one of ``REFUSALS``.

    ``who`` sends it (an address or a person): those who wait take turns by it, and ``budget`` is counted for it.
    """
    end_reading()  # nobody holds a connection while they wait for their turn
    megapixels = check(source, frame).pixels / MILLION
    if budget is not None:
        budget.take(who, megapixels)
    try:
        with _queue.turn(who, MAX_WAIT):
            began = monotonic()
            try:
                contents = reencoded(source, frame.boxes)
            finally:
                if budget is not None:
                    budget.add_work(who, megapixels, monotonic() - began)
    except QueueFull:
        raise ManyPictures from None
    return Encoded(file_store.name(BytesIO(contents[0]), "webp"), contents)


def check(source: BinaryIO, frame: Frame) -> ImageHeader:
    """What the file says about itself, if it may be decoded; else one of ``REFUSALS``. Reads the header only."""
    if source.seek(0, os.SEEK_END) > frame.largest:
        raise PictureFileTooLarge(most=frame.largest // MEGABYTE)
    header = image_headers.read(source)
    if header is None or (header.kind in MAX_PIXELS and not header.pixels):
        raise NoPicture
    if header.kind not in MAX_PIXELS:
        raise HeicPicture
    if header.pixels > MAX_PIXELS[header.kind]:
        raise PictureTooLarge(most=MAX_PIXELS[header.kind] // MILLION)
    return header


def reencoded(source: BinaryIO, boxes: list[int]) -> list[bytes]:
    """The image upright, as WebP without metadata, once for each box (largest first)."""
    try:
        return _decoder.reencoded(source, boxes, MAX_PIXELS, MAX_SCANS)
    except DecoderKilled:
        raise PictureTooHeavy from None
    except DecoderRefused as refused:
        raise _refusal(refused.reason) from None


def _refusal(reason: str) -> DomainError:
    if reason == "too-large":  # although its header did not say so
        return PictureTooLarge(most=min(MAX_PIXELS.values()) // MILLION)
    return {"too-heavy": PictureTooHeavy, "moving-picture": MovingPicture}.get(reason, NoPicture)()


def store(encoded: Encoded, folder: Path) -> None:
    """Write it to the disk; under gevent in a thread, so that other requests go on."""
    names = (encoded.name, small(encoded.name))
    files = list(zip(encoded.contents, names, strict=False))

    def write() -> None:
        for content, file_name in reversed(files):  # the large one last: if it exists, so does the thumbnail
            file_store.put(BytesIO(content), folder / file_name)

    in_thread(write)


def small(name: str) -> str:
    """The file name of the thumbnail of this image."""
    return f"{name.removesuffix('.webp')}.small.webp"


def sweep(folder: Path, used: Collection[str], now: float) -> None:
    """Delete images (and thumbnails) whose names are not in ``used``, an hour after their upload."""
    file_store.sweep(folder, {*used, *(small(name) for name in used)}, now)


_queue = FairQueue(MOST_WAITING)
_decoder = Decoder()
atexit.register(_decoder.close)


def in_thread(work: Callable[[], T]) -> T:
    """Run ``work`` in an operating-system thread when the server uses greenlets, so that they go on meanwhile."""
    if not monkey.is_module_patched("threading"):
        return work()
    end_reading()
    done, error = gevent.get_hub().threadpool.apply(_result_of, (work,))
    if error is not None:
        raise error
    return cast(T, done)


def _result_of(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """The result or the error; gevent would print a traceback of an error raised in its thread."""
    try:
        return work(), None
    except Exception as error:
        return None, error
