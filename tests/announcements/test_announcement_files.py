"""Picture and video files of announcements: recognized by content, never by name."""

from io import BytesIO

import pytest
from PIL import Image

import config
from deskq.announcements import media_files
from deskq.core import clock, file_store
from deskq.core.sizes import MEGABYTE
from tests.tools.admin_pages import ANNOUNCEMENT as NEW

pytestmark = pytest.mark.usefixtures("supervisor")

MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64
WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f38108428284") + b"webm" + b"\x00" * 64


def picture(size=(320, 100), kind="PNG", **more: object) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind, **more)
    return drawn.getvalue()


def file(content: bytes, name: str = "a.png") -> dict[str, object]:
    return {"file": (BytesIO(content), name)}


def large(content: bytes) -> dict[str, object]:
    """The form with a file, written out: the test client's own would leave a file of its own open."""
    head = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in NEW.items()
    )
    head += '--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    return {"data": head.encode() + content + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def kept(shown) -> bytes:
    return (config.INSTANCE / "media" / shown()[0].file).read_bytes()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_re_encoded_whatever_its_file_name(send, shown, kind):
    send("/manage/announcements", **NEW, **file(picture((4000, 1000), kind), "notes.html"))

    with Image.open(BytesIO(kept(shown))) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1920, 480))
    assert shown()[0].file.endswith(".webp")


def test_of_a_picture_no_metadata_is_kept_but_it_stands_upright_and_its_text_is_optional(send, shown):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "35.70 N 51.40 E"
    content = (
        picture((300, 100), "JPEG", exif=exif, comment=b"<script>alert(1)</script>") + b"<script>alert(2)</script>"
    )
    without_text = {**NEW, "text_fa": "", "text_en": ""}

    send("/manage/announcements", **without_text, **file(content, "a.jpg"))
    send(f"/manage/announcements/{shown()[0].id}", **{**without_text, "seconds": "30"})

    for secret in (b"script", b"51.40"):
        assert secret in content
        assert secret not in kept(shown)
    with Image.open(BytesIO(kept(shown))) as drawn:
        assert drawn.size == (100, 300)
    assert (shown()[0].kind, shown()[0].seconds) == ("picture", 30)


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\x00" * 40,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        picture()[:-30],
        b"\x00\x00\x00\x18ftypqt  " + b"\x00" * 64,
        b"\x1a\x45\xdf\xa3\x42\x82\x88matroska" + b"\x00" * 64,
        b"",
    ],
    ids=["html", "svg", "gif", "no png", "cut off", "quicktime", "matroska", "empty"],
)
def test_a_file_that_is_neither_picture_nor_video_is_refused(send, shown, content):
    text = send("/manage/announcements", 422, **NEW, **file(content, "a.png"))

    assert "This file is not a picture" in text
    assert shown() == ()


@pytest.mark.parametrize("size", [(10_000, 2401), (30_000, 6000)])
def test_a_decompression_bomb_is_refused(send, shown, size):
    bomb = BytesIO()
    Image.new("1", size).save(bomb, "PNG")

    text = send("/manage/announcements", 422, **NEW, **file(bomb.getvalue()))

    assert len(bomb.getvalue()) < 100_000
    assert "This picture is too large. It can have up to 24 megapixels." in text
    assert shown() == ()


@pytest.mark.parametrize(("content", "ending"), [(MP4, "mp4"), (WEBM, "webm")], ids=["mp4", "webm"])
def test_a_video_is_stored_unchanged(send, shown, content, ending):
    send("/manage/announcements", **NEW, **file(content, "a.png"))

    assert shown()[0].kind == "video"
    assert shown()[0].file.endswith(f".{ending}")
    assert kept(shown) == content


def test_a_video_above_the_size_limit_is_refused(client, shown, monkeypatch):
    monkeypatch.setattr(media_files, "LARGEST", MEGABYTE)

    answer = client.post("/manage/announcements?lang=en", **large(MP4 + b"\x00" * MEGABYTE))

    assert answer.status_code == 413
    assert "Files can be up to 1 MB." in answer.text
    assert 'id="file-problem"' in answer.text
    assert shown() == ()


@pytest.mark.parametrize(("lang", "words"), [("fa", "حجم فایل حداکثر ۶۴ مگابایت است"), ("en", "up to")])
def test_an_upload_above_the_limit_is_refused_before_it_is_read(client, lang, words):
    length = {"CONTENT_LENGTH": str(66 * MEGABYTE), "CONTENT_TYPE": "multipart/form-data; boundary=x"}

    answer = client.post(f"/manage/announcements?lang={lang}", data=b"", environ_overrides=length)

    assert answer.status_code == 413
    assert words in answer.text


def test_only_a_supervisor_may_send_a_file_above_the_general_limit(app, client, shown, browser):
    sent = large(MP4 + b"\x00" * 3 * MEGABYTE)

    supervisor = client.post("/manage/announcements", **sent)
    stranger = browser()
    refused = stranger.post("/manage/announcements", **sent)

    assert (refused.status_code, supervisor.status_code) == (413, 303)
    assert [one.kind for one in shown()] == ["video"]


def test_a_file_is_served_with_its_type_and_by_ranges(send, shown, client):
    send("/manage/announcements", **NEW, **file(MP4, "a.html"))
    address = f"/board/media/{shown()[0].file}"

    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=4-11"})

    assert (whole.status_code, whole.data, whole.mimetype) == (200, MP4, "video/mp4")
    assert set(whole.headers["Cache-Control"].split(", ")) == {"private", "immutable", "max-age=31536000"}
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert (part.status_code, part.data) == (206, b"ftypmp42")


@pytest.mark.parametrize("name", ["..%2fsecret_key", "secret_key", "x.webp", "0" * 40 + ".html", "0" * 40 + ".mp4"])
def test_no_other_file_is_served(client, name):
    assert client.get(f"/board/media/{name}").status_code == 404


def test_unused_files_are_deleted_after_an_hour(send, shown, later):
    send("/manage/announcements", **NEW, **file(MP4))
    send("/manage/announcements", **NEW, **file(WEBM))
    gone, stays = shown()
    clock.fix(None)

    send(f"/manage/announcements/{gone.id}/removal")
    folder = config.INSTANCE / "media"
    assert (folder / gone.file).exists()
    later(hours=2)
    file_store.sweep(folder, {stays.file}, clock.now().timestamp())

    assert not (folder / gone.file).exists()
    assert (folder / stays.file).exists()
