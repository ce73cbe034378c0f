"""Rules of amenities: codes, when a repair is late, the figures of a period."""

from datetime import UTC, date, datetime, timedelta

import pytest

from deskq.amenities.amenity_templates import TEMPLATES
from deskq.amenities.rules import codes, faults, score
from deskq.amenities.rules.kinds import KINDS, MOST_HOURS, PROBLEMS
from deskq.amenities.rules.score import Stay
from deskq.core.text import persian

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SATURDAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [(typed, "m2vyfkcr8s") for typed in ("m2vyfkcr8s", "M2VYF-KCR8S", "m۲vyf kcr۸s")]
    + [(typed, "") for typed in ("m2vyfkcr8", "m2vyfkcr8s9", "m2vyfkcr80", "unknown", "", "<script>al")],
)
def test_a_code_is_read_as_people_type_it(typed, code):
    assert codes.normal(typed) == code


def test_no_sign_of_a_code_looks_like_another():
    assert not set("0o1il") & set(codes.SIGNS)
    assert len(set(codes.SIGNS)) == len(codes.SIGNS)
    assert len(codes.SIGNS) ** codes.LENGTH > 2**49


@pytest.mark.parametrize(
    ("waited", "age"),
    [(0 * HOUR, "amber"), (5.9 * HOUR, "amber"), (6 * HOUR, "red"), (7.9 * HOUR, "red"), (8 * HOUR, "late")],
)
def test_a_repair_becomes_urgent_and_then_late(waited, age):
    assert faults.age(NOON, 8, NOON + waited) == age
    assert (NOON + waited >= faults.due(NOON, 8)) == (age == "late")


def test_every_kind_has_problems_hours_and_both_names():
    for kind in KINDS.values():
        assert set(kind.problems) <= set(PROBLEMS)
        assert 1 <= kind.hours <= MOST_HOURS
        assert all(kind.name)
    assert {one.kind for one in TEMPLATES} <= set(KINDS)
    assert len({one.code for one in TEMPLATES}) == len(TEMPLATES)
    assert all(len(code) <= 10 for code in PROBLEMS)
    assert all(persian.clean(kind.name.fa) == kind.name.fa for kind in KINDS.values())


@pytest.mark.parametrize(
    ("hours", "median"), [([], None), ([3], 3.0), ([1, 2, 9], 2.0), ([1, 2], 1.5), ([1, 1.25], 1.1)]
)
def test_half_of_the_repairs_took_at_most_so_long(hours, median):
    assert score.median_hours([(NOON, NOON + one * HOUR) for one in hours]) == median


def test_a_day_is_done_when_everything_that_was_there_was_checked():
    seats, water = Stay(1, SATURDAY, None), Stay(2, SATURDAY + DAY, SATURDAY + 3 * DAY)
    days = [SATURDAY - DAY, SATURDAY, SATURDAY + DAY, SATURDAY + 2 * DAY, SATURDAY + 3 * DAY]
    checked = {SATURDAY: {1}, SATURDAY + DAY: {1, 2}, SATURDAY + 2 * DAY: {1}, SATURDAY + 3 * DAY: {1}}

    assert score.done_days(days, [seats, water], checked) == (3, 4)


def test_days_without_objects_are_no_days_of_the_round():
    assert score.done_days([SATURDAY], [], {}) == (0, 0)
    assert score.done_days([SATURDAY], [Stay(1, SATURDAY + DAY, None)], {SATURDAY: {1}}) == (0, 0)
