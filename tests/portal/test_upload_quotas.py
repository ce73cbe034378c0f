"""The hourly limit of uploads, for one address and for all together: a refusal says when it ends, and then it ends."""

import os
import time
from io import BytesIO
from types import SimpleNamespace

import pytest
from limits.storage import memory
from PIL import Image

import config

PHOTOS = 6  # of about 0.4 MB each


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")


@pytest.fixture
def settings(limited, monkeypatch):
    """``settings(name, value)`` changes a setting of the application whose limits are on."""
    return lambda name, value: monkeypatch.setitem(limited.application.config, name, value)


@pytest.fixture
def send(limited):
    """``send("192.0.2.1")`` sends the public form from there, with a photo of its own unless told otherwise."""
    forms = iter(range(1000))

    def post(address: str, photo: bool = True):
        data = {"kind": "suggestion", "body": "چراغی خاموش است", "request_key": f"onekey-of-page-{next(forms)}"}
        if photo:
            data["photos"] = [(noise(), "a.jpg")]
        return limited.post("/messages?lang=en", data=data, environ_base={"REMOTE_ADDR": address})

    return post


def noise() -> BytesIO:
    drawn = BytesIO()
    Image.frombytes("RGB", (700, 700), os.urandom(3 * 700 * 700)).save(drawn, "JPEG", quality=90)
    drawn.seek(0)
    return drawn


def pass_seconds(monkeypatch, seconds: float) -> None:
    """The limiter counts by a clock of its own."""
    monkeypatch.setattr(memory, "time", SimpleNamespace(time=lambda: time.time() + seconds))


def test_many_addresses_together_are_refused_at_the_limit_in_all(send, settings):
    settings("UPLOAD_MB_PER_HOUR_IN_ALL", 1)

    answers = [send(f"192.0.2.{number}") for number in range(PHOTOS)]

    codes = [answer.status_code for answer in answers]
    assert codes == sorted(codes)
    assert {codes[0], codes[1], codes[-1]} == {303, 429}
    assert "No more photos are accepted from here this hour." in answers[-1].text
    assert 3500 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert send("192.0.2.77", photo=False).status_code == 303


def test_what_one_address_uses_up_is_its_own(send, settings):
    settings("UPLOAD_MB_PER_HOUR", 1)

    answers = [send("192.0.2.1") for _ in range(PHOTOS)]

    assert answers[-1].status_code == 429
    assert 3500 < int(answers[-1].headers["Retry-After"]) <= 3600
    others = [send(f"192.0.2.{number}").status_code for number in range(2, 2 + PHOTOS)]
    assert others == [303] * PHOTOS


@pytest.mark.parametrize("setting", ["UPLOAD_MB_PER_HOUR", "UPLOAD_MB_PER_HOUR_IN_ALL"])
def test_there_is_room_again_after_the_hour(send, settings, monkeypatch, setting):
    settings(setting, 1)
    assert [send("192.0.2.1") for _ in range(PHOTOS)][-1].status_code == 429

    pass_seconds(monkeypatch, 3500)
    assert send("192.0.2.1").status_code == 429
    pass_seconds(monkeypatch, 3601)

    assert send("192.0.2.1").status_code == 303
