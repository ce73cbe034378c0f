"""Admin page of weekly opening hours, and the preview of two weeks."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.date_ranges import FOREVER, Hours
from deskq.office.models import Opening, Service
from deskq.office.service import calendar
from tests.conftest import MORNING

pytestmark = pytest.mark.usefixtures("supervisor")

WINTER = {
    "weekdays": ["0", "1", "2", "3", "4"], "opens": "۷:۳۰", "closes": "14:15", "valid_from": "۱۴۰۵/۰۹/۰۴",
    "valid_until": "1405/12/29", "replaces": "1",
}  # fmt: skip


@pytest.fixture
def openings(office):
    """(first day, last day, opens, closes) of a weekday, in order."""

    def read(weekday: int) -> list[tuple[date, date, int, int]]:
        db.session.remove()
        rows = db.session.scalars(select(Opening).where(Opening.office_id == office, Opening.weekday == weekday))
        return sorted((row.valid_from, row.valid_until, row.opens, row.closes) for row in rows)

    return read


def test_new_hours_replace_the_old_ones_for_their_season_only(send, openings):
    text = send("/manage/calendar/openings", **WINTER)

    assert "Hours added to the calendar." in text
    assert days_of(text).startswith("Saturday")
    assert openings(0) == [
        (date(2020, 1, 1), date(2026, 11, 24), 0, 1440),
        (date(2026, 11, 25), date(2027, 3, 20), 450, 855),
        (date(2027, 3, 21), FOREVER, 0, 1440),
    ]
    assert openings(6) == [(date(2020, 1, 1), FOREVER, 0, 1440)]

    overlapping = send("/manage/calendar/openings", 422, **{**WINTER, "replaces": ""})
    assert "These days already have other hours." in overlapping
    assert 'value="14:15"' in overlapping
    assert len(openings(0)) == 3

    send("/manage/calendar/openings", **{**WINTER, "opens": "16:00", "closes": "18:00", "replaces": ""})
    assert [row[2:] for row in openings(0)][1:3] == [(450, 855), (960, 1080)]


def days_of(text: str) -> str:
    season = next(row for row in text.split("<tr>") if "14:15" in row)
    return " ".join(re.sub(r"<[^>]*>", " ", season).split())


def test_hours_of_all_seven_days_are_one_word(send):
    weekdays = [str(day) for day in range(7)]

    assert days_of(send("/manage/calendar/openings", **WINTER | {"weekdays": weekdays})).startswith("Every day")


def test_new_hours_take_effect_at_once(send, office):
    send("/manage/calendar/openings", **{**WINTER, "valid_from": "1405/09/03", "opens": "11:00"})
    db.session.remove()

    hours = config_cache.of(db.session(), office).hours(clock.now())

    assert not hours.open
    assert hours.opens_at.astimezone(clock.zone()).hour == 11


def test_the_next_two_weeks_are_previewed(send, page):
    send("/manage/calendar/openings", **WINTER)
    send("/manage/calendar/days", day="1405/09/07", reason_fa="برف", reason_en="Snow")

    text = page("/manage/calendar").split("The next two weeks")[1]

    assert text.count("07:30 to 14:15") == 8
    assert text.count("around the clock") == 5
    assert text.count('data-closed="yes"') == 1
    assert "Snow" in text


def test_hours_of_one_service_do_not_change_those_of_the_office(send, row, openings):
    levy = row(Service, code="renewal_levy").id

    assert "Renewal and waste levy" in send("/manage/calendar/openings", **WINTER, service_id=levy)
    assert len(openings(0)) == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("opens", "half past seven", "Please enter a time, for example 7:30."),
        ("closes", "7:00", "The closing time must be after the opening time."),
        ("valid_from", "1826/11/25", "Please enter a date, for example 2026-11-24."),
        ("valid_until", "1405/09/01", "The last day must not be before the first."),
        ("weekdays", "8", "This number is too large."),
        ("weekdays", [], "Please choose at least one."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field(send, openings, field, value, words):
    text = send("/manage/calendar/openings", 422, **{**WINTER, field: value})

    assert words in text
    assert f'id="w-{field}-problem"' in text
    assert len(openings(0)) == 1


def test_deleted_hours_can_be_restored_from_the_form(send, row, openings):
    rows = [opening.id for opening in db.session.scalars(select(Opening))]

    text = send("/manage/calendar/openings/removal", rows=rows)

    assert "Hours deleted." in text
    assert openings(0) == []
    assert 'value="2020-01-01"' in text
    assert text.count('name="weekdays"') == text.count("checked>") == 7


def rows_of(*weekdays: int) -> list[int]:
    db.session.remove()
    return [row.id for row in db.session.scalars(select(Opening)) if row.weekday in weekdays]


def test_changing_one_weekday_keeps_the_others(send, page, openings):
    rows = rows_of(2)
    asked = page(f"/manage/calendar/openings?lang=en&rows={rows[0]}")

    text = send(
        "/manage/calendar/openings/change",
        rows=rows, weekdays=["2"], opens="8:00", closes="12:30", valid_from="1398/10/11",
    )  # fmt: skip

    assert 'value="2020-01-01"' in asked
    assert asked.count("checked>") == 1
    assert "Hours changed." in text
    assert openings(2) == [(date(2020, 1, 1), FOREVER, 480, 750)]
    assert openings(1) == [(date(2020, 1, 1), FOREVER, 0, 1440)]


def test_a_whole_season_can_be_changed_and_lose_a_day(send, openings):
    send(
        "/manage/calendar/openings/change",
        rows=rows_of(0, 1, 2), weekdays=["0", "1"], opens="9", closes="13", valid_from="1405/09/04",
    )  # fmt: skip

    assert [openings(day) for day in (0, 1, 2)] == [[(date(2026, 11, 25), FOREVER, 540, 780)]] * 2 + [[]]


def test_changed_hours_that_overlap_others_are_refused_and_nothing_is_lost(send, openings):
    fields = {"rows": rows_of(0), "weekdays": ["1"], "opens": "9", "closes": "13", "valid_from": "1405/09/04"}

    text = send("/manage/calendar/openings/change", 422, **fields)

    assert "These days already have other hours." in text
    assert 'id="opens-problem"' in text
    assert text.count('name="rows"') == 1
    assert openings(0) == openings(1) == [(date(2020, 1, 1), FOREVER, 0, 1440)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("opens", "25", "Please enter a time, for example 7:30."), ("weekdays", [], "Please choose at least one."),
     ("closes", "8", "The closing time must be after the opening time.")],
)  # fmt: skip
def test_an_invalid_change_of_hours_is_reported_at_its_field(send, openings, field, value, words):
    fields = {"rows": rows_of(0), "weekdays": ["0"], "opens": "9", "closes": "13", "valid_from": "1405/09/04"}

    text = send("/manage/calendar/openings/change", 422, **{**fields, field: value})

    assert words in text
    assert f'id="{field}-problem"' in text
    assert len(openings(0)) == 1


def test_deleted_hours_cannot_be_changed(send, page):
    page("/manage/calendar/openings?lang=en&rows=999", 404)
    changed = {**WINTER, "weekdays": ["0"], "revision": "of before"}
    send("/manage/calendar/openings/change", 409, rows=["999"], **changed)


def test_markup_in_the_address_is_escaped(page):
    text = page("/manage/calendar?lang=en&day=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&valid_from=%3Cb%3E")

    assert "<script>alert" not in text
    assert "<b>" not in text


def test_hours_of_a_service_that_does_not_exist_are_not_stored(office, openings):
    before = openings(0)

    with pytest.raises(NotFound):
        calendar.add_opening(office, "test", Hours(999, 450, 855, MORNING.date()), [0], replaces=True)

    assert openings(0) == before
