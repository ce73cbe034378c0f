"""When backups are due, and which are kept."""

from datetime import datetime, timedelta

import pytest

from deskq.core.clock import zone
from deskq.ops.scheduled_backup.rules import Kept, is_backup_due, is_drill_due, to_delete

NOON = datetime(2026, 11, 24, 12, tzinfo=zone())
NIGHT = NOON.replace(hour=2)


@pytest.mark.parametrize(
    ("now", "succeeded", "tried", "due"),
    [
        (NOON, None, None, True),
        (NOON, NIGHT + timedelta(minutes=1), NIGHT + timedelta(minutes=1), False),
        (NOON, NIGHT - timedelta(minutes=1), NIGHT - timedelta(minutes=1), True),
        (NOON, NIGHT - timedelta(days=1), NOON - timedelta(minutes=14), False),
        (NOON, NIGHT - timedelta(days=1), NOON - timedelta(minutes=15), True),
        (NOON, None, NOON + timedelta(days=400), True),
        (NIGHT - timedelta(hours=1), NIGHT - timedelta(hours=23), None, False),
    ],
)
def test_a_backup_is_due_once_a_night_from_its_hour_and_again_a_while_after_a_fault(now, succeeded, tried, due):
    assert is_backup_due(now, 2, succeeded, tried) is due


@pytest.mark.parametrize(("days", "due"), [(0, False), (5, False), (7, True), (40, True)])
def test_a_drill_is_due_each_seventh_night(days, due):
    succeeded = NIGHT + timedelta(minutes=5) - timedelta(days=days)

    assert is_drill_due(NOON, 2, succeeded, succeeded) is due


def kept(made: list[datetime], rule: Kept) -> list[datetime]:
    names = {str(at): at for at in made}
    gone = to_delete(names, rule)
    return sorted((at for name, at in names.items() if name not in gone), reverse=True)


def test_the_newest_of_each_day_week_and_month_is_kept():
    nights = [NIGHT - timedelta(days=days) for days in range(400)]

    left = kept(nights, Kept(7, 4, 6))

    assert left[:7] == nights[:7]
    assert [at.strftime("%A") for at in left[7:9]] == ["Friday", "Friday"]  # the last day of a week
    assert len(left) <= 7 + 4 + 6
    assert left[-1] < NIGHT - timedelta(days=120)
    assert kept(left, Kept(7, 4, 6)) == left


YESTERDAY, SELDOM = NOON - timedelta(days=1), [NIGHT - timedelta(days=days) for days in (0, 50, 90)]


@pytest.mark.parametrize(
    ("made", "rule", "left"),
    [
        ([NIGHT, NOON, YESTERDAY], Kept(2, 0, 0), [NOON, YESTERDAY]),
        (SELDOM, Kept(3, 0, 0), SELDOM),
        ([NIGHT], Kept(0, 0, 0), [NIGHT]),
    ],
    ids=["the last of one day", "a day without one costs none", "never the newest"],
)
def test_which_are_kept_of_a_few(made, rule, left):
    assert kept(made, rule) == left
