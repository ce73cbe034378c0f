"""Admin pages of announcements."""

from io import BytesIO

import pytest

from deskq.announcements.models import Announcement
from tests.tools.admin_pages import ANNOUNCEMENT as NEW
from tests.tools.admin_pages import HOSTILE

pytestmark = pytest.mark.usefixtures("supervisor")


TIMES = {"starts_time": "10:30", "ends_day": "1405/09/03", "ends_time": "۱۱:۰۰"}


@pytest.mark.parametrize(
    ("fields", "waits", "lasts"),
    [({}, {}, {"days": 4, "hours": 13}), (TIMES, {"minutes": 30}, {"minutes": 29})],
    ids=["days", "times"],
)
def test_an_announcement_is_on_the_board_from_its_start_to_its_end(send, page, shown, later, fields, waits, lasts):
    assert "No announcements yet." in page("/manage/announcements")
    text = send("/manage/announcements", **{**NEW, **fields})

    assert "Announcement saved." in text
    if waits:
        assert shown() == ()
        later(**waits)
    assert [(one.kind, one.text.fa, one.text.en) for one in shown()] == [("text", NEW["text_fa"], NEW["text_en"])]
    later(**lasts)
    assert len(shown()) == 1
    later(**({"minutes": 1} if waits else {"hours": 1}))
    assert shown() == ()


def test_an_announcement_is_edited_moved_switched_off_and_deleted(send, page, shown, row):
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


def test_the_form_shows_the_saved_values(send, page, shown):
    send("/manage/announcements", **{**NEW, "starts_time": "8:05", "ends_time": "24:00"})

    text = page(f"/manage/announcements/{shown()[0].id}")

    for name, value in {
        "starts_day": "2026-11-24",
        "starts_time": "8:05",
        "ends_day": "2026-11-28",
        "ends_time": "",
        "text_en": "Closed on Saturday",
    }.items():
        assert f'name="{name}" value="{value}"' in text


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"text_fa": ""}, "text_fa", "Please write a text"),
        ({"ends_day": "1405/09/02"}, "ends_day", "The end must be after the start."),
        ({"ends_day": "1405/13/02"}, "ends_day", "Please enter a date"),
        ({"ends_day": "1405/13/02", "file": (BytesIO(b"x"), "a.png")}, "file", "Please choose the file again."),
        ({"seconds": "4"}, "seconds", "This number is too small."),
        ({"seconds": "601"}, "seconds", "This number is too large."),
        ({"text_en": "x" * 161}, "text_en", "This text is too long."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field(send, shown, fields, name, words):
    text = send("/manage/announcements", 422, **{**NEW, **fields})

    assert words in text
    assert f'id="{name}-problem"' in text
    assert shown() == ()


def test_the_number_of_announcements_is_limited(send, page, monkeypatch):
    monkeypatch.setattr("deskq.announcements.rules.MOST", 1)
    send("/manage/announcements", **NEW)

    assert "There are already 1 announcements." in send("/manage/announcements", 409, **NEW)


def test_markup_is_escaped(send, page, client):
    send("/manage/announcements", **{**NEW, "text_fa": HOSTILE, "text_en": HOSTILE})

    assert "<script>alert" not in page("/manage/announcements")
    assert "<script>alert" not in client.get("/lobby").text
