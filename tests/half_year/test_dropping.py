"""A correction that was begun by mistake is dropped until it is published; the published version stays."""

import re

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.half_year.events import CorrectionDropped
from deskq.half_year.queries import reports
from deskq.half_year.service import versions

PAGE = "/manage/half-year/1405-2"
DROP = f"{PAGE}/correction/removal"


@pytest.fixture
def correction(published, correct):
    correct("شمارش حیوان‌ها")


@pytest.fixture
def writer(correction, sign_in):
    return sign_in("mayor")


@pytest.fixture
def numbers(office, half):
    def stored() -> list[int]:
        db.session.rollback()
        return [row.number for row in reports.versions(db.session(), office, half)]

    return stored


def read(reader) -> dict[str, str]:
    """What the page of the draft sends."""
    text = reader.get(PAGE).text
    return {name: re.search(rf'name="{name}" value="(\w+)"', text)[1] for name in ("number", "seen")}


def test_a_correction_is_dropped_and_the_published_version_stays(office, half, writer, numbers, page):
    before, typed = page("/published/1405-2").partition("<main")[2], read(writer)

    answers = [writer.post(f"{DROP}?lang=en", data=typed).status_code for _ in range(2)]

    assert answers == [303, 303], "a double press is harmless"
    assert numbers() == [1]
    shown = writer.get(f"{PAGE}?lang=en").text
    assert "The correction is dropped. The published version stays as it is." in shown
    assert "شمارش حیوان‌ها" not in shown
    assert DROP not in shown
    assert "Version 1 published on" in writer.get("/manage/half-year?lang=en").text
    assert page("/published/1405-2").partition("<main")[2] == before
    events = [one.event for one in journal.walk(db.session(), office) if one.kind == "half_year.dropped"]
    assert events == [CorrectionDropped(half.code, 2)]


def test_after_that_another_correction_is_begun(writer, correct, numbers):
    late = read(writer)
    writer.post(DROP, data=late)
    correct("نام یک خیابان")

    again = writer.post(f"{DROP}?lang=en", data=late)

    assert again.status_code == 409, "the page of the first does not drop the second"
    assert numbers() == [1, 2]
    assert writer.post(DROP, data=read(writer)).status_code == 303


def test_what_a_colleague_has_just_written_is_read_before_it_is_dropped(office, half, writer, numbers):
    typed = read(writer)
    versions.write_headline(office, "person:2", half, "سر خط تازه", "")

    refused = writer.post(f"{DROP}?lang=en", data=typed)

    assert refused.status_code == 409
    assert "Somebody changed this correction in the meantime." in refused.text
    assert "سر خط تازه" in refused.text
    assert numbers() == [1, 2]


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_correction_that_was_published_is_not_dropped(office, half, writer, publish, numbers, is_changed):
    typed = read(writer)
    if is_changed:
        versions.write_headline(office, "person:2", half, "سر خط تازه", "")
    publish()

    refused = writer.post(f"{DROP}?lang=en", data=typed)

    assert refused.status_code == 409
    assert "was published in the meantime" in refused.text
    assert numbers() == [1, 2]


def test_the_first_version_is_not_dropped(office, mayor, said, half, sign_in, numbers):
    versions.freeze(office, "person:1", mayor, half)
    writer = sign_in("mayor")

    assert DROP not in writer.get(PAGE).text
    assert writer.post(DROP, data={"number": "2", "seen": "0" * 64}).status_code == 409
    assert writer.post(DROP, data={}).status_code == 422
    assert numbers() == [1]
