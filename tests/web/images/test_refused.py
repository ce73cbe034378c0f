"""Files that are no pictures, or too large, are refused with a sentence, at little cost of memory and time."""

import struct
import threading
import zlib
from io import BytesIO

import pytest

from deskq.core.sizes import MEGABYTE
from deskq.web import images
from deskq.web.uploads import PHOTO
from tests.web.images.conftest import GIF, many_scans, moving, picture


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


#: A hundred megabytes of black in a hundred kilobytes.
ROWS = chunk(b"IDAT", zlib.compress(bytes(100_000_000), 6))


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + ROWS + chunk(b"IEND", b"")


def refusals() -> dict[str, tuple[bytes, type[Exception]]]:
    words = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(70_000_000), 6))
    no, large = images.NoPicture, images.PictureTooLarge
    return {
        "html": (b"<!doctype html><script>alert(1)</script>", no),
        "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", no),
        "gif and script": (GIF, no),
        "empty": (b"", no),
        "zip": (b"PK\x03\x04" + bytes(60), no),
        "head alone": (b"\x89PNG\r\n\x1a\n" + bytes(40), no),
        "cut off png": (picture(kind="PNG")[:-30], no),
        "cut off jpeg": (picture((900, 900))[:-200], no),
        "cut off webp": (picture((900, 900), "WEBP")[:-20], no),
        "heic": (b"\0\0\0\x18ftypheic" + bytes(64), images.HeicPicture),
        "avif": (b"\0\0\0\x18ftypavif" + bytes(64), images.HeicPicture),
        "moving png": (moving("PNG"), images.MovingPicture),
        "moving webp": (moving("WEBP"), images.MovingPicture),
        "300 megapixels": (png(20_000, 15_000), large),
        "50 megapixels": (png(10_000, 5_000), large),
        "webp of 39 megapixels": (picture((6300, 6300), "WEBP", lossless=True), large),
        "jpeg of 70 megapixels": (picture((10_000, 7_000), quality=1), large),
        "4 billion pixels": (png(65_535, 65_535), large),
        "no pixels": (png(0, 0), no),
        "words that unfold": (png(50, 50, words), no),
        "too many scans": (many_scans(60), no),
        "13 megabytes": (picture() + bytes(13 * MEGABYTE), images.PictureFileTooLarge),
    }


REFUSED = refusals()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_and_nothing_is_kept(photos, name):
    content, expected = REFUSED[name]

    with pytest.raises(expected) as refusal:
        images.keep(BytesIO(content), photos, PHOTO)

    assert refusal.value.status == (413 if expected is images.PictureFileTooLarge else 422)
    assert not photos.exists()


def test_a_small_webp_whose_canvas_is_said_to_have_268_megapixels_is_refused(photos):
    content = bytearray(picture((50, 50), "WEBP", "RGBA", (0, 0, 0, 0), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0"))
    content[24:30] = (16_382).to_bytes(3, "little") * 2

    with pytest.raises((images.PictureTooLarge, images.NoPicture)):
        images.keep(BytesIO(content), photos, PHOTO)


def test_none_of_them_takes_much_memory_or_time(photos):
    """All of them, one after another, in one process with limits that none of them reaches; and a good one at last."""
    decoder = images._decoder
    images.keep(BytesIO(picture()), photos, PHOTO)
    before = decoder.pid

    for content, _ in REFUSED.values():
        with pytest.raises(images.REFUSALS):
            images.keep(BytesIO(content), photos, PHOTO)
    kept = images.keep(BytesIO(picture((7000, 5000))), photos, PHOTO)

    assert decoder.pid == before, "one of them was too much, and the process had to be killed"
    assert images.NAME.fullmatch(kept)


def test_one_is_drawn_at_a_time_and_who_waits_too_long_is_told(photos, monkeypatch):
    monkeypatch.setattr(images, "MAX_WAIT", 0.01)
    refused = []

    def send() -> None:
        try:
            images.keep(BytesIO(picture()), photos, PHOTO)
        except images.ManyPictures as refusal:
            refused.append(refusal.status)

    with images._queue.turn("another", 1):
        other = threading.Thread(target=send)
        other.start()
        other.join(10)
    send()

    assert refused == [503]
    assert len(list(photos.iterdir())) == 2
