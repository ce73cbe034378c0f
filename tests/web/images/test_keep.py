"""A citizen's photo is re-encoded: the picture stays, location and device data do not."""

from io import BytesIO

import pytest
from PIL import Image

from deskq.core import file_store
from deskq.web import images
from deskq.web import uploads as album
from deskq.web.uploads import PHOTO, SCAN
from tests.web.images.conftest import picture


def kept(content: bytes, folder, frame=PHOTO) -> str:
    return images.keep(BytesIO(content), folder, frame)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_lies_there_twice_as_large_as_it_is_shown(photos, kind):
    name = kept(picture((4000, 1000), kind), photos)

    for file, size in ((name, (1600, 400)), (images.small(name), (320, 80))):
        with Image.open(photos / file) as drawn:
            assert (drawn.format, drawn.size) == ("WEBP", size)
        assert (photos / file).stat().st_mode & 0o777 == 0o600
    assert photos.stat().st_mode & 0o777 == 0o700
    assert len(list(photos.iterdir())) == 2


def test_a_small_picture_is_not_blown_up_and_a_scan_may_be_larger(photos):
    with Image.open(photos / kept(picture((100, 50)), photos)) as drawn:
        assert drawn.size == (100, 50)
    with Image.open(photos / kept(picture((4400, 1000), "PNG"), photos, SCAN)) as drawn:
        assert drawn.size == (2200, 500)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_it_was_taken_goes_and_it_stands_upright(photos, kind):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "36.07 N 49.70 E"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture((300, 100), kind, exif=exif)

    name = kept(sent, photos)

    assert b"36.07" in sent
    for file in (name, images.small(name)):
        content = (photos / file).read_bytes()
        assert b"36.07" not in content
        assert b"EXIF" not in content
        with Image.open(photos / file) as drawn:
            assert not drawn.getexif()
            assert drawn.height > drawn.width


def test_what_hangs_behind_a_photograph_is_not_kept(photos):
    sent = picture(comment=b"<svg onload=alert(1)>") + b"<script>alert(2)</script>"

    name = kept(sent, photos)

    assert b"alert" not in b"".join(path.read_bytes() for path in photos.iterdir())
    assert images.NAME.fullmatch(name)


def test_a_photograph_in_which_the_camera_put_a_second_one_is_taken(photos):
    drawn, second = BytesIO(), Image.new("RGB", (150, 100), "blue")
    Image.new("RGB", (300, 200), "red").save(drawn, "MPO", save_all=True, append_images=[second])

    with Image.open(photos / kept(drawn.getvalue(), photos)) as shown:
        assert shown.size == (300, 200)
        assert shown.getpixel((5, 5))[0] > 200


@pytest.mark.parametrize(
    ("mode", "colour"), [("L", 128), ("1", 1), ("P", 3), ("RGBA", (0, 128, 128, 90)), ("LA", (9, 9)), ("I;16", 32768)]
)
def test_every_kind_of_png_is_taken_and_sixteen_bits_of_grey_stay_grey(photos, mode, colour):
    with Image.open(photos / kept(picture((90, 30), "PNG", mode, colour), photos)) as drawn:
        assert drawn.size == (90, 30)
        if mode == "I;16":
            assert all(abs(value - 128) < 6 for value in drawn.convert("RGB").getpixel((5, 5)))


def test_the_same_photo_lies_there_once(photos):
    assert kept(picture(), photos) == kept(picture(), photos)
    assert len(list(photos.iterdir())) == 2


def test_what_nothing_names_goes_after_an_hour_with_its_smaller_drawing(photos):
    gone, stays = kept(picture(), photos), kept(picture((90, 90)), photos)
    now = max(path.stat().st_mtime for path in photos.iterdir())

    album.sweep({stays}, now + file_store.GRACE_SECONDS - 60)
    assert (photos / gone).exists()
    album.sweep({stays}, now + file_store.GRACE_SECONDS + 60)

    assert {path.name for path in photos.iterdir()} == {stays, images.small(stays)}


def test_a_disk_that_refuses_leaves_nothing_half(photos, monkeypatch):
    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_store.os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        kept(picture(), photos)
    assert list(photos.iterdir()) == []
