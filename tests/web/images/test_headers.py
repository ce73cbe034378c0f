"""Format and size are read from the first bytes, whatever is in the rest of the file."""

from io import BytesIO

import pytest
from PIL import Image

from deskq.web import image_headers
from tests.web.images.conftest import picture


def read(content: bytes) -> tuple[str, int, int] | None:
    source = BytesIO(content)
    source.seek(7)
    found = image_headers.read(source)
    assert source.tell() == 0
    return found


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("JPEG", {}), ("PNG", {}), ("WEBP", {}), ("WEBP", {"lossless": True}),
        ("JPEG", {"progressive": True, "exif": b"Exif\0\0" + bytes(60_000), "icc_profile": bytes(300_000)}),
        ("WEBP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [(1, 1), (320, 100), (1, 9000), (4001, 77)])
def test_every_kind_says_its_size(kind, more, size):
    assert read(picture(size, kind, **more)) == (kind, *size)


def test_a_webp_with_transparency_and_a_jpeg_of_two_images_too():
    made = BytesIO()
    Image.new("RGB", (300, 200)).save(made, "MPO", save_all=True, append_images=[Image.new("RGB", (15, 10))])

    assert read(picture((50, 60), "WEBP", "RGBA", (0, 0, 0, 0))) == ("WEBP", 50, 60)
    assert read(made.getvalue()) == ("JPEG", 300, 200)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_is_cut_off_in_its_header_says_nothing(kind):
    content = picture((320, 100), kind)

    assert [read(content[:length]) for length in range(24)] == [None] * 24


@pytest.mark.parametrize("content", [b"", b"\xff", b"\xff\xd8\xff", b"\xff\xd8" + b"\xff" * 200, b"GIF89a" + bytes(99)])
def test_what_is_no_picture_says_nothing(content):
    assert read(content) is None
