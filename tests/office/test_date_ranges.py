"""Replaced opening hours, and the preview of days. Rules without a database."""

from datetime import date, datetime, timedelta

import pytest

from deskq.core import clock
from deskq.office import date_ranges, rules
from deskq.office.date_ranges import Hours

SPRING, SUMMER, AUTUMN, WINTER = date(2026, 3, 21), date(2026, 6, 22), date(2026, 9, 23), date(2026, 12, 22)
OLD = Hours(None, 420, 840, SUMMER, WINTER)


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (SPRING, SUMMER - timedelta(1), [(SUMMER, WINTER)]),
        (SPRING, SUMMER, [(SUMMER + timedelta(1), WINTER)]),
        (AUTUMN, AUTUMN, [(SUMMER, AUTUMN - timedelta(1)), (AUTUMN + timedelta(1), WINTER)]),
        (WINTER, date_ranges.FOREVER, [(SUMMER, WINTER - timedelta(1))]),
        (SPRING, date_ranges.FOREVER, []),
        (SUMMER, WINTER, []),
    ],
)
def test_the_days_that_remain_of_replaced_hours(first, last, left):
    assert date_ranges.without(OLD, OLD.between(first, last)) == left


@pytest.mark.parametrize(
    ("opens", "closes", "first", "collides"),
    [(840, 900, SUMMER, False), (839, 900, SUMMER, True), (300, 420, SUMMER, False), (0, 1440, WINTER, True),
     (0, 1440, WINTER + timedelta(1), False)],
)  # fmt: skip
def test_hours_overlap_on_a_shared_day_and_minute(opens, closes, first, collides):
    assert date_ranges.collide(OLD, Hours(None, opens, closes, first)) is collides


def test_a_day_shows_all_its_shifts_and_a_special_one_its_own():
    class Row:
        service_id, valid_from, valid_until, weekday = None, SPRING, date_ranges.FOREVER, 3

        def __init__(self, opens: int, closes: int) -> None:
            self.opens, self.closes = opens, closes

    rows = [Row(480, 720), Row(840, 1080)]
    tuesday = date(2026, 11, 24)

    def doors(moment: datetime) -> rules.Hours:
        return rules.hours(moment, clock.zone(), rows, {})

    first, second = date_ranges.ahead(doors, [tuesday, tuesday + timedelta(1)], clock.zone())

    assert [(opens.hour, closes.hour) for opens, closes in first.open] == [(8, 12), (14, 18)]
    assert second.open == []
    assert not first.all_day
