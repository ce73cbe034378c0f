"""A stored photo is served as a picture only, and only by its name."""

from io import BytesIO

import pytest
from flask import request
from werkzeug.datastructures import FileStorage

from deskq.core.sizes import MEGABYTE
from deskq.web import uploads as album
from tests.tools.browsers import Browser
from tests.web.images.conftest import picture


@pytest.fixture
def door(make_app, photos):
    """A page that takes one photo, and one that shows it."""
    app = make_app()

    def raise_upload_limit(endpoint, values) -> None:
        if endpoint == "try":
            album.raise_upload_limit(1)

    def take() -> str:
        held = album.keep(request.files.get("photo"))
        return held.photo if held else ""

    app.url_value_preprocessor(raise_upload_limit)
    app.add_url_rule("/try", "try", take, methods=["POST"])
    app.add_url_rule("/try/<path:name>", "show", lambda name: album.send(name, "small" in request.args))
    return Browser(app, app.response_class)


def sent(content: bytes) -> dict[str, object]:
    return {"photo": (BytesIO(content), "../../etc/passwd.html")}


def test_it_is_shown_inline_as_webp_and_stored_nowhere(door):
    name = door.post("/try", data=sent(picture((2000, 1000)))).text

    large, small = door.get(f"/try/{name}"), door.get(f"/try/{name}?small")

    for answer in (large, small):
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-store"}
        assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
        assert answer.headers["Content-Disposition"] == "inline"
    assert len(small.data) < len(large.data)


@pytest.mark.parametrize(
    "name", ["..%2fsecret_key", "../data_key", "x.webp", "0" * 40 + ".webp", "0" * 40 + ".small.webp", "0" * 40]
)
def test_nothing_else_is_shown(door, photos, name):
    photos.mkdir(parents=True)

    assert door.get(f"/try/{name}").status_code == 404


def test_no_photo_is_no_name(door):
    assert door.post("/try", data={}).text == ""
    assert album.keep(FileStorage(BytesIO(b""), "")) is None


def test_more_than_a_form_takes_is_refused_before_it_is_read(door):
    length = {"CONTENT_LENGTH": str(14 * MEGABYTE), "CONTENT_TYPE": "multipart/form-data; boundary=x"}

    answer = door.post("/try?lang=en", data=b"", environ_overrides=length)

    assert answer.status_code == 413
    assert "up to 12 MB" in answer.text


@pytest.mark.parametrize(("content", "words"), [(b"\0\0\0\x18ftypheic" + bytes(64), "HEIC"), (b"<svg/>", "JPEG, PNG")])
def test_why_is_said_in_a_sentence(door, content, words):
    answer = door.post("/try?lang=en", data=sent(content))

    assert (answer.status_code, words in answer.text) == (422, True)
