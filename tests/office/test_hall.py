"""Which room is the hall people sit in."""

import pytest

from deskq.core.text.names import Name
from deskq.office import rules

HALL = Name("سالن میز خدمت", "Service hall")
FIRST = Name("اتاق ۱۰۴", "Room 104")


@pytest.mark.parametrize(
    ("rooms", "hall"),
    [
        ([HALL, HALL, FIRST], HALL),
        ([HALL, HALL, FIRST, FIRST], HALL),
        ([HALL], None),
        ([HALL, FIRST, Name("", "")], None),
        ([], None),
    ],
)
def test_the_hall_is_where_at_least_half_of_the_counters_stand(rooms, hall):
    assert rules.hall(rooms) == (hall or Name("", ""))
