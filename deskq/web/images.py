"""Pictures from outside: believed by what is in them, drawn anew without anything that is not picture (where and with
what it was taken), of bounded size, and stored whole or not at all.

A small file may unfold into gigabytes, so pixels are counted before anything is unfolded, a photograph is unfolded
only as far as it will be shown, and one picture is drawn at a time: at worst 700 MB for a second (WebP, 40 megapixels).
"""

import os
import re
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar, cast

import gevent
from gevent import monkey
from PIL import Image, ImageOps, UnidentifiedImageError

from deskq.core import file_store
from deskq.core.errors import N_, DomainError, Unavailable

T = TypeVar("T")

MEGABYTE = 1024 * 1024
PIXELS = 40_000_000
MILLION = 1_000_000
#: A photograph has about ten; each more costs a whole passage over the picture.
SCANS = 40
FORMATS = ("JPEG", "PNG", "WEBP")
#: Of the first bytes of a file, those that say HEIC or AVIF.
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
NAME = re.compile(r"[0-9a-f]{40}\.webp")
#: Seconds that a picture waits for those before it.
PATIENCE = 20.0
QUALITY = 80

Image.MAX_IMAGE_PIXELS = PIXELS


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


#: All that can be wrong with a picture.
REFUSALS = (PictureFileTooLarge, PictureTooLarge, NoPicture, HeicPicture, MovingPicture, ManyPictures)


class Frame(NamedTuple):
    """How large a file may be, in bytes, and how large it is drawn, in px; ``small`` is a second, smaller drawing."""

    largest: int
    box: int
    small: int | None = None


def keep(source: BinaryIO, folder: Path, frame: Frame) -> str:
    """The name under which the picture lies in ``folder``, drawn anew; one of ``REFUSALS`` if it is none that is taken.
    Under gevent it is drawn aside, so that nothing in the hall waits for it."""
    with _turn():
        return aside(lambda: _keep(source, folder, frame))


def _keep(source: BinaryIO, folder: Path, frame: Frame) -> str:
    if source.seek(0, os.SEEK_END) > frame.largest:
        raise PictureFileTooLarge(most=frame.largest // MEGABYTE)
    drawn = redrawn(source, [size for size in (frame.box, frame.small) if size])
    name = file_store.name(drawn[0], "webp")
    for picture, called in reversed(list(zip(drawn, (name, small(name)), strict=False))):
        file_store.put(picture, folder / called)  # the large one last: where it is, the small one is
    return name


def small(name: str) -> str:
    """The name of the smaller drawing beside this one."""
    return f"{name.removesuffix('.webp')}.small.webp"


def redrawn(source: BinaryIO, boxes: list[int]) -> list[BytesIO]:
    """The picture upright, as WebP, once for each box (from the largest), without anything that is not picture."""
    _look_at(source)
    try:
        with Image.open(source, formats=FORMATS) as picture:
            _check(picture)
            picture.draft("RGB", (boxes[0], boxes[0]))
            plain = _plain(picture)
            plain.thumbnail((boxes[0], boxes[0]), reducing_gap=2.0)
            upright = ImageOps.exif_transpose(plain)
            upright.info.clear()
            return [_webp(upright, box) for box in boxes]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise PictureTooLarge(most=PIXELS // MILLION) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise NoPicture from None


def _look_at(source: BinaryIO) -> None:
    """What can be told by the bytes alone."""
    source.seek(0)
    content = source.read()
    source.seek(0)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise HeicPicture
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > SCANS:
        raise NoPicture


def _check(picture: Image.Image) -> None:
    """Before it is unfolded. A JPEG of several pictures is a photograph and what its camera added: the first counts."""
    if picture.width * picture.height > PIXELS:
        raise PictureTooLarge(most=PIXELS // MILLION)
    if picture.format in ("PNG", "WEBP") and getattr(picture, "is_animated", False):
        raise MovingPicture


def _plain(picture: Image.Image) -> Image.Image:
    """In colours that WebP knows; sixteen bits of grey are brought down to eight."""
    if picture.mode.startswith("I"):
        return picture.point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)


def _webp(picture: Image.Image, box: int) -> BytesIO:
    fitted, drawn = picture.copy(), BytesIO()
    fitted.thumbnail((box, box))
    fitted.save(drawn, "WEBP", quality=QUALITY, method=3)
    return drawn


def sweep(folder: Path, used: Collection[str], now: float) -> None:
    """Delete the pictures, with their smaller drawings, that nothing names any more; an hour after they came."""
    file_store.sweep(folder, {*used, *(small(name) for name in used)}, now)


_drawing = threading.BoundedSemaphore(1)


@contextmanager
def _turn() -> Iterator[None]:
    if not _drawing.acquire(timeout=PATIENCE):
        raise ManyPictures
    try:
        yield
    finally:
        _drawing.release()


def aside(work: Callable[[], T]) -> T:
    """In a thread of the system's when greenlets serve: they go on meanwhile."""
    if not monkey.is_module_patched("threading"):
        return work()
    done, error = gevent.get_hub().threadpool.apply(_tried, (work,))
    if error is not None:
        raise error
    return cast(T, done)


def _tried(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """A refusal is an answer: thrown in the thread, gevent would print a trace of it."""
    try:
        return work(), None
    except Exception as error:
        return None, error
