"""The map of the demo town: a fictional sketch of about its size, generated without data from any source.

Coordinates: metres from the south-west corner. Drawn at double size and scaled down for smooth lines.
"""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from random import Random
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from deskq.printing import canvas


class Bounds(NamedTuple):
    """In degrees."""

    north: float
    south: float
    west: float
    east: float


BOUNDS = Bounds(36.09, 36.05, 49.67, 49.73)
METRES_PER_DEGREE = 111_320  #: metres per degree of latitude
HEIGHT_M = (BOUNDS.north - BOUNDS.south) * METRES_PER_DEGREE
WIDTH_M = (BOUNDS.east - BOUNDS.west) * METRES_PER_DEGREE * cos(radians(36.07))
SIZE = (1800, round(1800 * HEIGHT_M / WIDTH_M))
OVERSAMPLING = 2
METRES_PER_PIXEL = WIDTH_M / (SIZE[0] * OVERSAMPLING)  #: metres
CENTRE = (2700.0, 2250.0)
STREET_ANGLE = radians(9)  #: angle between the streets and east

FIELD, VINES, TOWN, BLOCK = "#f1ecdd", "#dfe6c8", "#ebe4d6", "#ddd4c3"
STREET, EDGE, MAIN = "#ffffff", "#cfc6b4", "#fbe3a4"
WATER, PARK, RAIL, INK = "#a9cfe0", "#bfdcae", "#8d8a86", "#3c4947"

Point = tuple[float, float]
RIVER: list[Point] = [(east, 4080 - 0.15 * east + 130 * sin(east / 520)) for east in range(-40, 5500, 40)]
RAILWAY: list[Point] = [(0, 560), (1500, 640), (3300, 610), (5500, 820)]
PARK_EDGE: list[Point] = [(2950, 2500), (3490, 2590), (3440, 2890), (3240, 2960), (2890, 2900)]
MAIN_STREETS: list[list[Point]] = [
    [(0, 1800), (1300, 2040), (2700, 2250), (4100, 2470), (5500, 2690)],
    [(2950, 0), (2880, 900), (2700, 2250), (2560, 3200), (2480, 4500)],
    [(-100, -60), (1100, 900), (1900, 1500), (2700, 2250)],
]
LABELS = [
    ("میدان مرکزی", "Central Square", (2760, 2060), 44),
    ("پارک شهر", "City Park", (3180, 2730), 44),
    ("رودخانه", "River", (1150, 4190), 44),
    ("ایستگاه راه‌آهن", "Railway station", (3480, 790), 42),
    ("بازار", "Bazaar", (2330, 2540), 42),
    ("شهرداری", "City hall", (3360, 2040), 42),
    ("خیابان شرقی", "East Street", (4560, 2700), 40),
    ("خیابان غربی", "West Street", (620, 2090), 40),
    ("بلوار شمالی", "North Boulevard", (2890, 3980), 40),
    ("بلوار جنوبی", "South Boulevard", (3310, 300), 40),
    ("تاکستان‌ها", "Vineyards", (560, 2850), 44),
]


def draw() -> BytesIO:
    """The plan as WebP of SIZE."""
    return BytesIO(_webp())


@cache
def _webp() -> bytes:
    """Always the same image; takes a second."""
    image = Image.new("RGB", (SIZE[0] * OVERSAMPLING, SIZE[1] * OVERSAMPLING), FIELD)
    drawing = ImageDraw.Draw(image)
    _fields(drawing)
    _town(image)
    drawing.polygon(_dots(PARK_EDGE), PARK)
    _line(drawing, RIVER, 46, WATER)
    for width, colour in ((44, EDGE), (36, MAIN)):
        _line(drawing, _ring(1180), width - 6, colour)
        for street in MAIN_STREETS:
            _line(drawing, street, width, colour)
    _railway(drawing)
    _square(drawing)
    if canvas.missing() is None:
        _labels(drawing)
    kept = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(kept, "WEBP", quality=62, method=6)
    return kept.getvalue()


def _fields(drawing: ImageDraw.ImageDraw) -> None:
    """Vineyards around the town, in strips."""
    rng = Random(1405)  # noqa: S311  (reproducible drawing)
    for column in range(-2, 17):
        for row in range(-2, 14):
            if rng.random() < 0.45:
                west, south = column * 380 + rng.uniform(0, 60), row * 360 + rng.uniform(0, 60)
                corners = [(west, south), (west + 330, south), (west + 330, south + 300), (west, south + 300)]
                drawing.polygon(_dots(_turned(corners)), VINES)


def _town(image: Image.Image) -> None:
    """Blocks between streets, inside the town's edge."""
    town, inside = Image.new("RGB", image.size, TOWN), Image.new("L", image.size, 0)
    drawing, rng = ImageDraw.Draw(town), Random(9)  # noqa: S311
    for column in range(-20, 20):
        for row in range(-20, 20):
            west, south = CENTRE[0] + column * 150 + 14, CENTRE[1] + row * 118 + 14
            for part in range(3):
                edge, deep = west + part * 42, rng.uniform(58, 92)
                corners = [(edge, south), (edge + 36, south), (edge + 36, south + deep), (edge, south + deep)]
                drawing.polygon(_dots(_turned(corners)), BLOCK)
    for column in range(-20, 20):
        line = [(CENTRE[0] + column * 150, CENTRE[1] - 2600), (CENTRE[0] + column * 150, CENTRE[1] + 2600)]
        _line(drawing, _turned(line), 20 if column % 3 == 0 else 11, STREET)
    for row in range(-22, 22):
        line = [(CENTRE[0] - 2900, CENTRE[1] + row * 118), (CENTRE[0] + 2900, CENTRE[1] + row * 118)]
        _line(drawing, _turned(line), 20 if row % 4 == 0 else 11, STREET)
    ImageDraw.Draw(inside).polygon(_dots(_ring(1620)), 255)
    image.paste(town, mask=inside)


def _ring(radius: float) -> list[Point]:
    """A closed, slightly irregular line around the centre."""
    turns = [step * 2 * pi / 72 for step in range(73)]
    return [
        (
            CENTRE[0] + 1.12 * radius * (1 + 0.09 * sin(3 * turn + 1)) * cos(turn),
            CENTRE[1] + 0.78 * radius * (1 + 0.07 * cos(2 * turn)) * sin(turn),
        )
        for turn in turns
    ]


def _railway(drawing: ImageDraw.ImageDraw) -> None:
    _line(drawing, RAILWAY, 14, RAIL)
    for (west, south), (east, north) in pairwise(RAILWAY):
        steps = int(hypot(east - west, north - south) / 60)
        for step in range(0, steps, 2):
            ends = [
                (west + (east - west) * at / steps, south + (north - south) * at / steps) for at in (step, step + 1)
            ]
            _line(drawing, ends, 7, "#ffffff")


def _square(drawing: ImageDraw.ImageDraw) -> None:
    for radius, colour in ((95, EDGE), (88, MAIN), (48, PARK)):
        (west, north), (east, south) = _dots(
            [(CENTRE[0] - radius, CENTRE[1] + radius), (CENTRE[0] + radius, CENTRE[1] - radius)]
        )
        drawing.ellipse((west, north, east, south), colour)
    drawing.polygon(_dots(_turned([(3260, 2090), (3390, 2090), (3390, 2170), (3260, 2170)])), "#b98b7a")
    drawing.polygon(_dots([(3250, 640), (3450, 650), (3450, 690), (3250, 680)]), "#b98b7a")


def _labels(drawing: ImageDraw.ImageDraw) -> None:
    """Each name in both languages, the Persian one above: one picture serves both."""
    halo: Any = {"stroke_width": 6, "stroke_fill": "#ffffff"}
    for persian, english, place, size in LABELS:
        (spot,) = _dots([place])
        above = canvas.font("heavy", size * OVERSAMPLING)
        below = canvas.font("medium", round(size * 0.8) * OVERSAMPLING)
        drawing.text(spot, persian, INK, above, "ms", direction="rtl", language="fa", **halo)
        drawing.text((spot[0], spot[1] + 0.3 * size * OVERSAMPLING), english, INK, below, "mt", direction="ltr", **halo)


def _line(drawing: ImageDraw.ImageDraw, points: list[Point], metres: float, colour: str) -> None:
    width = round(metres / METRES_PER_PIXEL)
    dots = _dots(points)
    drawing.line(dots, colour, width, joint="curve")
    for x, y in (dots[0], dots[-1]):
        drawing.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), colour)


def _turned(points: Iterable[Point]) -> list[Point]:
    return [
        (
            CENTRE[0] + (east - CENTRE[0]) * cos(STREET_ANGLE) - (north - CENTRE[1]) * sin(STREET_ANGLE),
            CENTRE[1] + (east - CENTRE[0]) * sin(STREET_ANGLE) + (north - CENTRE[1]) * cos(STREET_ANGLE),
        )
        for east, north in points
    ]


def _dots(points: Iterable[Point]) -> list[Point]:
    return [(east / METRES_PER_PIXEL, (HEIGHT_M - north) / METRES_PER_PIXEL) for east, north in points]
