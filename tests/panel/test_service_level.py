"""Service level: hand-counted tables."""

import pytest

from deskq.core.db.engine import SECOND
from deskq.office.rules import Target
from deskq.queue.rules.service_level import NOBODY, ServiceLevel, in_time, level


@pytest.mark.parametrize(
    ("called", "uncalled", "seconds", "hits", "known", "percent"),
    [
        ([], [], 600, 0, 0, None),
        ([0], [], 600, 1, 1, 100),
        ([600], [], 600, 1, 1, 100),
        ([601], [], 600, 0, 1, 0),
        ([60, 300, 900], [], 600, 2, 3, 66),
        ([60, 300], [601], 600, 2, 3, 66),  # who waits too long already, or gave up after it, counts as late
        ([60, 300], [600, 5], 600, 2, 2, 100),  # who may still be called in time, or left before, does not count
        ([600.000001], [600.000001], 600, 0, 2, 0),
        ([], [700, 800], 600, 0, 2, 0),
        ([1] * 799 + [700] * 201, [], 600, 799, 1000, 79),  # rounded down: 80 would be reached
    ],
)
def test_the_share_first_called_in_time(called, uncalled, seconds, hits, known, percent):
    first = [in_time(round(wait * SECOND), 0, seconds) for wait in called]
    found = level([*first, *(in_time(None, round(wait * SECOND), seconds) for wait in uncalled)])

    assert (found.in_time, found.known, found.percent) == (hits, known, percent)


@pytest.mark.parametrize(
    ("in_time", "known", "percent", "missed"),
    [(3, 4, 80, False), (3, 5, 80, True), (4, 5, 80, False), (799, 1000, 80, True), (0, 0, 80, False)],
)
def test_a_target_is_missed_by_at_least_five_visitors_together(in_time, known, percent, missed):
    assert ServiceLevel(in_time, known).misses(percent) is missed


def test_a_service_has_its_own_target_or_that_of_the_office(office, config, set_target):
    set_target("renewal_levy", 90, 10)
    targets = {row.code: config().target(row.id) for row in config().services.values()}

    assert targets["renewal_levy"] == Target(90, 600)
    assert targets["art77"] == Target(80, 30 * 60)
    assert sum([ServiceLevel(3, 4), ServiceLevel(1, 6)], NOBODY) == ServiceLevel(4, 10)
