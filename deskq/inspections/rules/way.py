"""The order of the places of a tour: the nearest place next, then crossings removed (2-opt). All distances are straight
lines: no streets are known."""

from collections.abc import Sequence
from itertools import pairwise

from deskq.messages.rules.geo import metres

#: (lat, lon) in millionths of a degree.
Point = tuple[int, int]
#: A day's tour has no more places.
MOST_STOPS = 40


def shortest(points: Sequence[Point | None]) -> list[int]:
    """The indices in the order of a short way, from any end to any other. Those without a point come last, in the order
    given."""
    placed = [index for index, point in enumerate(points) if point is not None]
    known: list[Point] = [point for point in points if point is not None]
    far = [[metres(*one, *other) for other in known] for one in known]
    ways = (_improved(_nearest_next(start, far), far) for start in range(len(known)))
    best = min(ways, key=lambda way: round(_length(way, far)), default=[])
    return [placed[index] for index in best] + [index for index, point in enumerate(points) if point is None]


def length(points: Sequence[Point | None]) -> float:
    """Metres in straight lines through the places in this order; places without a point are passed over."""
    known = [point for point in points if point is not None]
    return sum(metres(*one, *other) for one, other in pairwise(known))


def _nearest_next(start: int, far: list[list[float]]) -> list[int]:
    way, left = [start], set(range(len(far))) - {start}
    while left:
        way.append(min(left, key=lambda index: (far[way[-1]][index], index)))
        left.remove(way[-1])
    return way


def _improved(way: list[int], far: list[list[float]]) -> list[int]:
    """Turn pieces of the way round while that makes it shorter (2-opt of an open way)."""
    shorter = True
    while shorter:
        shorter = False
        for first in range(len(way) - 1):
            for last in range(first + 1, len(way)):
                if _gain(way, first, last, far) > 1e-6:
                    way[first : last + 1] = reversed(way[first : last + 1])
                    shorter = True
    return way


def _gain(way: list[int], first: int, last: int, far: list[list[float]]) -> float:
    """Metres saved when the piece from ``first`` to ``last`` is turned round."""
    gain = 0.0
    if first > 0:
        gain += far[way[first - 1]][way[first]] - far[way[first - 1]][way[last]]
    if last < len(way) - 1:
        gain += far[way[last]][way[last + 1]] - far[way[first]][way[last + 1]]
    return gain


def _length(way: list[int], far: list[list[float]]) -> float:
    return sum(far[one][other] for one, other in pairwise(way))
