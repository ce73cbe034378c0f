"""Which open matters are public, and their positions on a plain picture of the town. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import NamedTuple

from deskq.core.errors import N_, NotFound
from deskq.messages.rules import geo

#: Only requests are public: a complaint or praise is about people.
KIND = "request"
WIDTH = 1000  #: of the picture, in its own units
TALLEST = 1200
SMALLEST, LARGEST = 24.0, 60.0  #: radius of a mark
MOST_MARKS = 150  #: marks with the most matters; the list has all
MARGIN = 3  #: cells around the outermost marks if there is no city map
MOST_SAID = 50  #: matters for which a browser remembers its "me too"


class NotListed(NotFound):
    slug = "not-listed"
    title = N_("This matter is not on the public list any more. It was answered or withdrawn.")


class Edges(NamedTuple):
    """Edges of the picture in millionths of a degree."""

    north: int
    south: int
    west: int
    east: int


@dataclass(frozen=True, slots=True)
class Mark:
    """All matters of one square of about 220 m, the finest position that is shown."""

    cell: int
    count: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Picture:
    height: int
    marks: list[Mark]


def edges_around(cells: Iterable[int]) -> Edges | None:
    """Edges of a picture that contains these squares; None without squares."""
    centres = [geo.centre(cell) for cell in cells]
    if not centres:
        return None
    margin = MARGIN * geo.SIDE
    lats, lons = [lat for lat, _ in centres], [lon for _, lon in centres]
    return Edges(max(lats) + margin, min(lats) - margin, min(lons) - margin, max(lons) + margin)


def picture(counts: Mapping[int, int], edges: Edges, height: int | None = None) -> Picture:
    """Squares as marks with their number of matters, without squares outside the edges. Without a given height, a
    degree has the same length in both directions."""
    north, south, west, east = edges
    tall = height or _natural_height(edges)
    most = max(counts.values(), default=1)
    marks = []
    for cell, count in sorted(counts.items(), key=lambda item: -item[1])[:MOST_MARKS]:
        lat, lon = geo.centre(cell)
        if south <= lat <= north and west <= lon <= east:
            x, y = (lon - west) / (east - west) * WIDTH, (north - lat) / (north - south) * tall
            radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(count / most) if most > 1 else SMALLEST
            marks.append(Mark(cell, count, round(x, 1), round(y, 1), round(radius, 1)))
    return Picture(tall, marks)


def _natural_height(edges: Edges) -> int:
    across = (edges.east - edges.west) * max(0.1, cos(radians((edges.north + edges.south) / 2e6)))
    return min(TALLEST, max(WIDTH // 3, round(WIDTH * (edges.north - edges.south) / across)))
