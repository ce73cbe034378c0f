"""Valid and invalid pictures for upload tests."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import config

GIF = b"GIF89a/*\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff*/=1;alert(1)//"


def picture(size=(320, 100), kind="JPEG", mode="RGB", colour: object = "teal", **more: object) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size, colour).save(drawn, kind, **more)
    return drawn.getvalue()


def moving(kind: str) -> bytes:
    drawn, frames = BytesIO(), [Image.new("RGB", (40, 40), colour) for colour in ("red", "teal")]
    frames[0].save(drawn, kind, save_all=True, append_images=frames[1:], duration=100)
    return drawn.getvalue()


def many_scans(scans: int) -> bytes:
    """A small photograph over which a browser would go many times."""
    whole = picture((8000, 5000), progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * scans + b"\xff\xd9"


@pytest.fixture
def photos(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    return tmp_path / "instance" / "photos"
