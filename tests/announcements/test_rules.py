"""Which announcement stands on the board at a moment, and their order."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from deskq.announcements import rules
from deskq.core.errors import InvalidInput

START = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
TICK = timedelta(microseconds=1)


@dataclass
class Row:
    active: bool = True
    starts_at: datetime = START
    ends_at: datetime = END


@pytest.mark.parametrize(
    ("now", "on", "off"),
    [(START - TICK, "to come", "off"), (START, "now", "off"), (END - TICK, "now", "off"), (END, "over", "over")],
)
def test_it_is_on_the_board_from_its_start_and_no_longer_at_its_end(now, on, off):
    assert (rules.stage(Row(), now), rules.stage(Row(active=False), now)) == (on, off)


@pytest.mark.parametrize(
    ("row", "step", "order"), [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])]
)
def test_one_is_moved_by_a_place_and_stops_at_the_ends(row, step, order):
    assert rules.moved([1, 2, 3], row, step) == order


def test_words_are_needed_without_a_file_and_time_must_pass():
    with pytest.raises(InvalidInput) as refusal:
        rules.check("", "text", END, END)

    assert set(refusal.value.fields) == {"text_fa", "ends_day"}
    rules.check("", "picture", START, END)
