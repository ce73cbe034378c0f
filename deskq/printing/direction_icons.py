"""Direction arrows for paper: the shapes of the screens' icons, with strokes thick enough for a thermal printer."""

from functools import lru_cache

from PIL import Image, ImageDraw

GRID = 24
FINE = 4  #: oversampling factor: drawn larger, then reduced, for smooth strokes
STROKE = 2.6
WHITE, BLACK = 255, 0
Stroke = tuple[tuple[float, float], ...]
RIGHT: tuple[Stroke, ...] = (((4, 12), (20, 12)), ((13, 5), (20, 12), (13, 19)))
STROKES: dict[str, tuple[Stroke, ...]] = {
    "right": RIGHT,
    "left": tuple(tuple((GRID - x, y) for x, y in stroke) for stroke in RIGHT),
    "ahead": tuple(tuple((y, GRID - x) for x, y in stroke) for stroke in RIGHT),
    "up": (
        ((2, 22), (7, 22), (7, 17), (12, 17), (12, 12), (17, 12), (17, 7), (22, 7)),
        ((7, 11), (7, 2)),
        ((3, 6), (7, 2), (11, 6)),
    ),
}


@lru_cache(maxsize=32)
def drawn(arrow: str, side: int) -> Image.Image:
    """One arrow, ``side`` dots wide and high; a pin for what is neither a direction nor stairs."""
    scale = side * FINE / GRID
    large = Image.new("L", (side * FINE, side * FINE), WHITE)
    pen = ImageDraw.Draw(large)
    for stroke in STROKES.get(arrow, ()):
        _line(pen, [(x * scale, y * scale) for x, y in stroke], STROKE * scale)
    if arrow not in STROKES:
        _pin(pen, scale)
    return large.resize((side, side), Image.Resampling.LANCZOS)


def _line(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], wide: float) -> None:
    pen.line(points, fill=BLACK, width=round(wide))
    for x, y in points:
        pen.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=BLACK)


def _pin(pen: ImageDraw.ImageDraw, scale: float) -> None:
    pen.ellipse([at * scale for at in (4.5, 2, 19.5, 17)], fill=BLACK)
    pen.polygon([(x * scale, y * scale) for x, y in ((5.6, 13), (18.4, 13), (12, 22.5))], fill=BLACK)
    pen.ellipse([at * scale for at in (9, 6.5, 15, 12.5)], fill=WHITE)
