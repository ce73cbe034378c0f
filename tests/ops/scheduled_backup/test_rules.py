"""When backups are due, and which are kept."""

from datetime import datetime, timedelta

import pytest

from deskq.core.clock import zone
from deskq.ops.scheduled_backup.rules import Kept, is_backup_due, is_drill_due, to_delete

NOON = datetime(2026, 11, 24, 12, tzinfo=zone())
NIGHT = NOON.replace(hour=2)


@pytest.mark.parametrize(
    ("succeeded", "tried", "due"),
    [
        (None, None, True),
        (NIGHT + timedelta(minutes=1), NIGHT + timedelta(minutes=1), False),
        (NIGHT - timedelta(minutes=1), NIGHT - timedelta(minutes=1), True),
        (NIGHT - timedelta(days=1), NOON - timedelta(minutes=14), False),
        (NIGHT - timedelta(days=1), NOON - timedelta(minutes=15), True),
        (None, NOON + timedelta(days=400), True),
    ],
)
def test_a_backup_is_due_once_a_night_and_again_a_while_after_a_fault(succeeded, tried, due):
    assert is_backup_due(NOON, 2, succeeded, tried) is due


def test_before_its_hour_the_backup_of_last_night_counts():
    assert not is_backup_due(NIGHT - timedelta(hours=1), 2, NIGHT - timedelta(hours=23), None)


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


def test_of_several_of_one_day_the_last_is_kept():
    assert kept([NIGHT, NOON, NOON - timedelta(days=1)], Kept(2, 0, 0)) == [NOON, NOON - timedelta(days=1)]


def test_days_without_a_backup_cost_none():
    made = [NIGHT - timedelta(days=days) for days in (0, 50, 90)]

    assert kept(made, Kept(3, 0, 0)) == made


def test_the_newest_is_never_deleted():
    assert kept([NIGHT], Kept(0, 0, 0)) == [NIGHT]
