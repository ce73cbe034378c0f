"""The order of a tour against every order there is; distances in straight lines."""

import random
from itertools import pairwise, permutations

import pytest

from deskq.inspections.rules import way
from deskq.messages.rules.geo import metres

TOWN = (36_560_000, 53_060_000)


def places(rng: random.Random, count: int) -> list[way.Point]:
    return [(TOWN[0] + rng.randrange(40_000), TOWN[1] + rng.randrange(40_000)) for _ in range(count)]


@pytest.mark.parametrize("seed", range(20))
def test_the_way_is_nearly_as_short_as_the_shortest_of_all(seed):
    points = places(random.Random(seed), 7)

    found = [points[index] for index in way.shortest(points)]

    best = min(way.length(each) for each in permutations(points))
    assert sorted(found) == sorted(points)
    assert best <= way.length(found) <= 1.1 * best


@pytest.mark.parametrize("seed", range(5))
def test_forty_places_are_put_in_order_without_a_crossing_that_could_be_turned(seed):
    points = places(random.Random(seed), way.MOST_STOPS)

    found = [points[index] for index in way.shortest(points)]

    whole = way.length(found)
    for first in range(len(found) - 1):
        for last in range(first + 1, len(found)):
            turned = [*found[:first], *reversed(found[first : last + 1]), *found[last + 1 :]]
            assert way.length(turned) > whole - 1


def test_places_without_a_point_come_last_in_their_order():
    points = [None, (TOWN[0], TOWN[1]), None, (TOWN[0] + 10, TOWN[1])]

    assert sorted(way.shortest(points)[:2]) == [1, 3]
    assert way.shortest(points)[2:] == [0, 2]
    assert way.shortest([]) == []
    assert way.shortest([None]) == [0]


def test_a_length_is_that_of_the_straight_lines_between_places_with_a_point():
    points = places(random.Random(1), 4)

    expected = sum(metres(*one, *other) for one, other in pairwise(points))
    assert way.length([points[0], None, *points[1:]]) == pytest.approx(expected)
    assert way.length([None, points[0]]) == 0
