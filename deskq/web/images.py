"""Uploaded images: recognised by content, re-encoded as WebP without metadata (place, camera), limited and stored.

A small file may decode into gigabytes. So the pixels are counted before decoding, a JPEG is decoded only at the size
at which it is shown, and one image is decoded at a time: at worst 700 MB for a second (WebP, 40 megapixels).
"""

import os
import re
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar, cast

import gevent
from gevent import monkey

from deskq.core import file_store
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, Unavailable

if TYPE_CHECKING:
    from PIL.Image import Image

T = TypeVar("T")

MEGABYTE = 1024 * 1024
MAX_PIXELS = 40_000_000
MILLION = 1_000_000
#: A progressive JPEG has about ten scans; each one costs a pass over the whole image.
MAX_SCANS = 40
FORMATS = ("JPEG", "PNG", "WEBP")
#: Brands in the first bytes of a file that mean HEIC or AVIF.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
NAME = re.compile(r"[0-9a-f]{40}\.webp")
#: Seconds that an upload waits for the decoding of others.
MAX_WAIT = 20.0
QUALITY = 80


class PictureFileTooLarge(DomainError):
    slug, status = "file-too-large", 413
    title = N_("Pictures can be up to %(most)s MB. Please choose a smaller one.")


class PictureTooLarge(DomainError):
    slug, status = "picture-too-large", 422
    title = N_("This picture is too large. It can have up to %(most)s megapixels. Please make it smaller first.")


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
REFUSALS = (PictureFileTooLarge, PictureTooLarge, NoPicture, HeicPicture, MovingPicture, ManyPictures)


class Frame(NamedTuple):
    """Limits of a kind of upload: file size in bytes, width and height in px; ``small`` is the size of a thumbnail."""

    largest: int
    box: int
    small: int | None = None


def keep(source: BinaryIO, folder: Path, frame: Frame) -> str:
    """Re-encode and store the image in ``folder``; returns its file name, or raises one of ``REFUSALS``. Under gevent
    it is decoded in a thread, so that other requests go on."""
    end_reading()
    with _one_at_a_time():
        return in_thread(lambda: _keep(source, folder, frame))


def _keep(source: BinaryIO, folder: Path, frame: Frame) -> str:
    if source.seek(0, os.SEEK_END) > frame.largest:
        raise PictureFileTooLarge(most=frame.largest // MEGABYTE)
    encoded = reencoded(source, [size for size in (frame.box, frame.small) if size])
    name = file_store.name(encoded[0], "webp")
    for image, file_name in reversed(list(zip(encoded, (name, small(name)), strict=False))):
        file_store.put(image, folder / file_name)  # the large one last: if it exists, so does the thumbnail
    return name


def small(name: str) -> str:
    """The file name of the thumbnail of this image."""
    return f"{name.removesuffix('.webp')}.small.webp"


def reencoded(source: BinaryIO, boxes: list[int]) -> list[BytesIO]:
    """The image upright, as WebP without metadata, once for each box (largest first)."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # here, because an idle server needs no decoder

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    _check_bytes(source)
    try:
        with Image.open(source, formats=FORMATS) as picture:
            _check(picture)
            picture.draft("RGB", (boxes[0], boxes[0]))
            plain = _rgb(picture)
            plain.thumbnail((boxes[0], boxes[0]), reducing_gap=2.0)
            upright = ImageOps.exif_transpose(plain)
            upright.info.clear()
            return [_webp(upright, box) for box in boxes]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise PictureTooLarge(most=MAX_PIXELS // MILLION) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise NoPicture from None


def _check_bytes(source: BinaryIO) -> None:
    """Checks that need no decoder."""
    source.seek(0)
    content = source.read()
    source.seek(0)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise HeicPicture
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > MAX_SCANS:
        raise NoPicture


def _check(picture: "Image") -> None:
    """Checks before decoding. In a JPEG of several images the first is the photograph; cameras add others."""
    if picture.width * picture.height > MAX_PIXELS:
        raise PictureTooLarge(most=MAX_PIXELS // MILLION)
    if picture.format in ("PNG", "WEBP") and getattr(picture, "is_animated", False):
        raise MovingPicture


def _rgb(picture: "Image") -> "Image":
    """In a colour mode that WebP has; 16-bit grey is reduced to 8 bits."""
    if picture.mode.startswith("I"):
        return picture.point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)


def _webp(picture: "Image", box: int) -> BytesIO:
    fitted, encoded = picture.copy(), BytesIO()
    fitted.thumbnail((box, box))
    fitted.save(encoded, "WEBP", quality=QUALITY, method=3)
    return encoded


def sweep(folder: Path, used: Collection[str], now: float) -> None:
    """Delete images (and thumbnails) whose names are not in ``used``, an hour after their upload."""
    file_store.sweep(folder, {*used, *(small(name) for name in used)}, now)


_decoder = threading.BoundedSemaphore(1)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _decoder.acquire(timeout=MAX_WAIT):
        raise ManyPictures
    try:
        yield
    finally:
        _decoder.release()


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
