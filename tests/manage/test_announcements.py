"""What the supervisor writes on the board between calls, and the files that come with it."""

from io import BytesIO

import pytest
from PIL import Image

import config
from deskq import clock
from deskq.announcements import files
from deskq.announcements.models import Announcement
from deskq.queue import boards
from tests.manage.words import HOSTILE

MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64
WEBM = (
    b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
    + b"\x00" * 64
)
NEW = {
    "text_fa": "شنبه تعطیل است", "text_en": "Closed on Saturday", "starts_day": "۱۴۰۵/۰۹/۰۳", "ends_day": "1405/09/07",
    "seconds": "۱۲", "active": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def signed_in(sign_in):
    return sign_in("supervisor")


@pytest.fixture
def shown(look, office):
    """What the lobby board is given now."""
    return lambda: boards.lobby(look(), office).announcements


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


def test_an_announcement_is_on_the_board_from_its_first_to_its_last_day(send, shown, later):
    text = send("/manage/announcements", **NEW)

    assert "The announcement is saved." in text
    assert [(one.kind, one.text.fa, one.text.en) for one in shown()] == [("text", NEW["text_fa"], NEW["text_en"])]
    later(days=4, hours=13)
    assert len(shown()) == 1
    later(hours=1)
    assert shown() == []


def test_times_of_the_day_bound_it_too(send, shown, later):
    send("/manage/announcements", **{**NEW, "starts_time": "10:30", "ends_day": "1405/09/03", "ends_time": "۱۱:۰۰"})

    assert shown() == []
    later(minutes=30)
    assert len(shown()) == 1
    later(minutes=30)
    assert shown() == []


def test_one_is_edited_moved_switched_off_and_deleted(send, page, shown, row):
    send("/manage/announcements", **NEW)
    send("/manage/announcements", **{**NEW, "text_fa": "مدارک", "text_en": "Documents"})
    first, second = (one.id for one in shown())

    send(f"/manage/announcements/{second}/place", step="-1")
    assert [one.id for one in shown()] == [second, first]
    send(f"/manage/announcements/{second}", **{**NEW, "text_en": "Bring your deed"})
    assert shown()[0].text.en == "Bring your deed"
    send(f"/manage/announcements/{second}/showing", active="")
    assert [one.id for one in shown()] == [first]
    assert "switched off" in page("/manage/announcements")
    send(f"/manage/announcements/{second}/removal")
    assert row(Announcement, id=second) is None


def test_the_form_shows_again_what_was_saved(send, page, shown):
    send("/manage/announcements", **{**NEW, "starts_time": "8:05", "ends_time": "24:00"})

    text = page(f"/manage/announcements/{shown()[0].id}")

    for value in ("1405/09/03", "8:05", "1405/09/07", "24:00", "Closed on Saturday"):
        assert f'value="{value}"' in text


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"text_fa": ""}, "text_fa", "Please give words"),
        ({"ends_day": "1405/09/02"}, "ends_day", "The end must be after the start."),
        ({"ends_day": "1405/13/02"}, "ends_day", "Please give a date"),
        ({"seconds": "4"}, "seconds", "This number is too small."),
        ({"seconds": "601"}, "seconds", "This number is too large."),
        ({"text_en": "x" * 161}, "text_en", "This is too long."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(send, shown, fields, name, words):
    text = send("/manage/announcements", 422, **{**NEW, **fields})

    assert words in text
    assert f'id="{name}-problem"' in text
    assert shown() == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew_whatever_its_name_says(send, shown, kind):
    send("/manage/announcements", **NEW, **file(picture((4000, 1000), kind), "notes.html"))

    with Image.open(BytesIO(kept(shown))) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1920, 480))
    assert shown()[0].file.endswith(".webp")


def test_what_else_came_in_a_picture_is_not_kept(send, shown):
    exif = Image.Exif()
    exif[0x010E] = "35.70 N 51.40 E"
    polyglot = picture(kind="JPEG", exif=exif, comment=b"<script>alert(1)</script>") + b"<script>alert(2)</script>"

    send("/manage/announcements", **NEW, **file(polyglot, "a.jpg"))

    for secret in (b"script", b"51.40"):
        assert secret in polyglot
        assert secret not in kept(shown)


def test_a_turned_photograph_stands_upright(send, shown):
    exif = Image.Exif()
    exif[0x0112] = 6

    send("/manage/announcements", **NEW, **file(picture((300, 100), "JPEG", exif=exif)))

    with Image.open(BytesIO(kept(shown))) as drawn:
        assert drawn.size == (100, 300)


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
def test_what_is_neither_picture_nor_video_is_refused(send, shown, content):
    text = send("/manage/announcements", 422, **NEW, **file(content, "a.png"))

    assert "This is neither a picture" in text
    assert shown() == []


@pytest.mark.parametrize("size", [(10_000, 4001), (30_000, 6000)])
def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused(send, shown, size):
    bomb = BytesIO()
    Image.new("1", size).save(bomb, "PNG")

    text = send("/manage/announcements", 422, **NEW, **file(bomb.getvalue()))

    assert len(bomb.getvalue()) < 100_000
    assert "This picture is too large: 40 megapixels at most." in text
    assert shown() == []


@pytest.mark.parametrize(("content", "ending"), [(MP4, "mp4"), (WEBM, "webm")], ids=["mp4", "webm"])
def test_a_video_is_kept_as_it_came(send, shown, content, ending):
    send("/manage/announcements", **NEW, **file(content, "a.png"))

    assert shown()[0].kind == "video"
    assert shown()[0].file.endswith(f".{ending}")
    assert kept(shown) == content


def test_a_video_beyond_the_bound_is_refused(client, shown, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", files.MEGABYTE)

    answer = client.post("/manage/announcements?lang=en", **large(MP4 + b"\x00" * files.MEGABYTE))

    assert answer.status_code == 413
    assert "A file may have 1 megabytes at most." in answer.text
    assert 'id="file-problem"' in answer.text
    assert shown() == []


@pytest.mark.parametrize(("lang", "words"), [("fa", "حجم پرونده حداکثر ۶۴ مگابایت است"), ("en", "at most")])
def test_more_than_can_be_taken_is_said_before_it_is_read(client, lang, words):
    length = {"CONTENT_LENGTH": str(66 * files.MEGABYTE), "CONTENT_TYPE": "multipart/form-data; boundary=x"}

    answer = client.post(f"/manage/announcements?lang={lang}", data=b"", environ_overrides=length)

    assert answer.status_code == 413
    assert words in answer.text


def test_a_file_larger_than_other_forms_is_taken_here_from_a_supervisor_only(app, client, shown, browser):
    sent = large(MP4 + b"\x00" * 3 * files.MEGABYTE)

    supervisor = client.post("/manage/announcements", **sent)
    stranger = browser()
    app.config["WTF_CSRF_ENABLED"] = True  # which reads the form of anybody
    refused = stranger.post("/manage/announcements", **sent)

    assert (refused.status_code, supervisor.status_code) == (413, 303)
    assert [one.kind for one in shown()] == ["video"]


def test_the_words_may_be_left_out_beside_a_picture_also_when_they_are_edited(send, shown):
    send("/manage/announcements", **{**NEW, "text_fa": "", "text_en": ""}, **file(picture()))
    send(f"/manage/announcements/{shown()[0].id}", **{**NEW, "text_fa": "", "text_en": "", "seconds": "30"})

    assert (shown()[0].kind, shown()[0].seconds) == ("picture", 30)


def test_a_file_is_served_as_what_it_is_kept_and_in_parts(send, shown, client):
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


def test_files_that_nobody_shows_are_deleted_after_an_hour(send, shown, later):
    send("/manage/announcements", **NEW, **file(MP4))
    send("/manage/announcements", **NEW, **file(WEBM))
    gone, stays = shown()
    clock.fix(None)

    send(f"/manage/announcements/{gone.id}/removal")
    folder = config.INSTANCE / "media"
    assert (folder / gone.file).exists()
    later(hours=2)
    files.sweep(folder, {stays.file}, clock.now().timestamp())

    assert not (folder / gone.file).exists()
    assert (folder / stays.file).exists()


def test_there_are_not_more_than_can_be_looked_over(send, page, monkeypatch):
    monkeypatch.setattr("deskq.announcements.rules.MOST", 1)
    send("/manage/announcements", **NEW)

    assert "There are 1 announcements already." in send("/manage/announcements", 409, **NEW)


def test_hostile_words_stay_words(send, page, client):
    send("/manage/announcements", **{**NEW, "text_fa": HOSTILE, "text_en": HOSTILE})

    assert "<script>alert" not in page("/manage/announcements")
    assert "<script>alert" not in client.get("/lobby").text


def test_an_empty_page_says_what_it_is_for(page):
    assert "Nothing is announced yet." in page("/manage/announcements")
