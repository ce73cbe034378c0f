"""Points in millionths of a degree: distance, and grid cells of about 220 m."""

from math import cos, hypot, radians

from deskq.core.errors import N_

#: Metres of a degree of latitude (mean).
DEGREE = 111_320.0
SIDE = 2000  #: millionths of a degree: about 220 m from north to south
ROW = 1_000_000  #: more squares than lie around the earth
NO_POINT = N_("This point is not on the map.")


def is_whole(lat: int | None, lon: int | None) -> bool:
    """Both degrees or neither."""
    return (lat is None) == (lon is None)


def metres(lat: int, lon: int, other_lat: int, other_lon: int) -> float:
    """Distance of two points of one town, on a flat earth: error below 0.1 %."""
    north = (lat - other_lat) / 1e6 * DEGREE
    east = (lon - other_lon) / 1e6 * DEGREE * cos(radians((lat + other_lat) / 2e6))
    return hypot(north, east)


def cell(lat: int, lon: int) -> int:
    return (lat // SIDE) * ROW + lon // SIDE


def centre(cell: int) -> tuple[int, int]:
    """The middle of a cell, (lat, lon)."""
    row = (cell + ROW // 2) // ROW
    return row * SIDE + SIDE // 2, (cell - row * ROW) * SIDE + SIDE // 2


def neighbours(lat: int, lon: int, reach: float) -> list[int]:
    """The cells that contain everything within ``reach`` metres."""
    rows = 1 + int(reach / (SIDE / 1e6 * DEGREE))
    columns = 1 + int(reach / (SIDE / 1e6 * DEGREE * max(0.1, cos(radians(lat / 1e6)))))
    here = cell(lat, lon)
    return [here + row * ROW + column for row in range(-rows, rows + 1) for column in range(-columns, columns + 1)]
