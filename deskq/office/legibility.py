"""Legibility of the lobby's board: the viewing distance decides the type size, and the type size what fits.

Pure. static/js/scale.js computes the same in the browser; an e2e test compares the two.
"""

from dataclasses import dataclass
from math import ceil, hypot
from typing import Literal

#: Height of a digit as a share of the viewing distance: number and counter (0.7°, EN 301 549 5.1.4), everything else
#: (20 minutes of arc, as on signs).
NUMBER, TEXT = 0.0122, 0.0058
#: Height of a digit of Vazirmatn in em.
DIGIT = 0.672
MM_PER_INCH = 25.4
#: Smallest screen height, in lines of the smaller type, of each layout.
FULL, STRIP, ALONE = 15.0, 8.4, 5.6


@dataclass(frozen=True, slots=True)
class Legibility:
    """The layout of a board: ``full``: the newest call and at least four others; ``strip``: the newest and fewer
    others; ``alone``: only the newest; ``nothing``: not even the newest fits. ``farthest``: distance in metres up to
    which the newest call can be read on this screen; ``inches``: smallest screen for this distance."""

    layout: Literal["full", "strip", "alone", "nothing"]
    farthest: float
    inches: int


def legibility(distance: float, inches: float) -> Legibility:
    """For a wide (16:9) screen of so many inches that is read from so many metres."""
    lines = inches * MM_PER_INCH * 9 / hypot(16, 9) / (TEXT / DIGIT * distance * 1000)
    layouts: tuple[tuple[float, Literal["full", "strip", "alone"]], ...]
    layouts = ((FULL, "full"), (STRIP, "strip"), (ALONE, "alone"))
    layout = next((name for least, name in layouts if lines >= least), "nothing")
    return Legibility(layout, int(distance * lines / ALONE * 10) / 10, ceil(inches * ALONE / lines))  # type: ignore[arg-type]
