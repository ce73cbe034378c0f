"""Disclosure control: hidden small groups cannot be inferred from what is shown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskq.ratings.results import disclosure_control

LEAST = 10
SIZES = st.dictionaries(st.integers(1, 30), st.integers(0, 60), max_size=12)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 40, "b": 25, "c": 3}, {"b", "c"}),
        ({"a": 40, "b": 6, "c": 5}, {"b", "c"}),
        ({"a": 40, "b": 25, "c": 3, "d": 2}, {"b", "c", "d"}),
        ({"a": 40, "b": 0}, set()),
    ],
    ids=["with another", "two that reach the limit together", "two that do not", "without ratings"],
)
def test_a_small_group_is_hidden_with_the_smallest_other_groups_up_to_the_limit(sizes, hidden):
    assert disclosure_control.hidden_groups(sizes, LEAST) == hidden


@given(SIZES)
def test_no_small_group_is_shown(sizes):
    hidden = disclosure_control.hidden_groups(sizes, LEAST)

    assert all(size == 0 or size >= LEAST for key, size in sizes.items() if key not in hidden)


@given(SIZES)
def test_no_subtraction_reveals_a_small_group(sizes):
    """From the whole and all that is shown follows the sum of what is hidden: that is a group, of two or more, unless
    nothing of the whole is shown at all."""
    hidden = disclosure_control.hidden_groups(sizes, LEAST)
    shown = [key for key, size in sizes.items() if size and key not in hidden]

    if hidden and shown:
        assert sum(sizes[key] for key in hidden) >= LEAST
        assert len([key for key in hidden if sizes[key]]) >= 2


@given(st.integers(0, 60), st.integers(3, 12))
def test_a_running_figure_changes_by_whole_groups_only(total, group):
    steps = [len(disclosure_control.released_rows(range(count), group)) for count in range(total + 1)]

    assert all(after - before in (0, group) for before, after in pairwise(steps))
    assert total - steps[-1] >= group or total < 2 * group
    assert list(disclosure_control.released_rows(range(total), group)) == list(range(steps[-1]))


COUNTS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(1, 40)), max_size=18)


@given(COUNTS)
def test_subtracting_months_from_their_half_year_reveals_no_small_group(counts):
    for group in {key for key, _, _ in counts}:
        months = {month: sum(n for key, when, n in counts if (key, when) == (group, month)) for month in range(1, 7)}
        shown = [
            month
            for month in months
            if months[month] and group not in disclosure_control.hidden_in_month(counts, month, LEAST)
        ]
        rest = sum(months.values()) - sum(months[month] for month in shown)

        assert rest == 0 or rest >= LEAST or not shown
