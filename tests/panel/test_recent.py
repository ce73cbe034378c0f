"""The last two hours: hand-counted tables."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.panel import drawing
from deskq.panel.rules.recent import Wait, begins, steps

NOW = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, second, tzinfo=UTC)


def test_the_steps_begin_on_whole_ten_minutes_and_the_last_one_runs():
    found = steps([], [], NOW)

    assert [step.begins for step in found] == [at(5, 10) + timedelta(minutes=10 * n) for n in range(12)]
    assert [step.whole for step in found] == [True] * 11 + [False]
    assert [(step.arrivals, step.waiting, step.longest) for step in found] == [(0, 0, 0)] * 12
    assert found[-1].at == NOW
    assert begins(at(7, 0)) == at(5, 0)
    assert steps([], [], at(7, 0))[-1].whole


@pytest.mark.parametrize(
    ("arrived", "counts"),
    [
        ([at(5, 9, 59)], {}),  # before
        ([at(5, 10)], {0: 1}),
        ([at(5, 19, 59), at(5, 20)], {0: 1, 1: 1}),
        ([at(7, 0), at(7, 4), NOW], {11: 3}),
        ([at(7, 6)], {}),  # an appointment still to come
    ],
)
def test_arrivals_are_counted_in_the_step_that_they_came_in(arrived, counts):
    found = steps(arrived, [], NOW)

    assert {number: step.arrivals for number, step in enumerate(found) if step.arrivals} == counts


def test_who_waits_at_the_end_of_a_step_is_counted_there():
    waits = [
        Wait(at(5, 0), at(5, 25)),  # waits at 5:20, is called before 5:30
        Wait(at(5, 22), at(5, 30)),  # called in the moment itself
        Wait(at(6, 50), None),  # waits since 6:50 and still does
        Wait(at(6, 58), None, timedelta(minutes=30)),  # had waited half an hour before
    ]

    found = steps([], waits, NOW)

    assert {number: step.waiting for number, step in enumerate(found) if step.waiting} == {0: 1, 9: 1, 10: 2, 11: 2}
    assert {number: step.longest for number, step in enumerate(found) if step.waiting} == {
        0: 20 * 60, 9: 0, 10: 32 * 60, 11: 37 * 60,
    }  # fmt: skip


def test_columns_and_lines_fill_the_box_in_proportion():
    assert [(one.x, one.width, one.height) for one in drawing.columns([1, 2], 2)] == [(5, 40, 50), (55, 40, 100)]
    assert drawing.line([0, 4, 2], 4) == "M33.33 100.0 L66.67 0.0 L100.0 50.0"
    assert drawing.area([0, 4], 4) == "M50.0 100 L50.0 100.0 L100.0 0.0 L100.0 100Z"
    assert drawing.line([0, 0], 0) == "M50.0 100.0 L100.0 100.0"
