"""Geometry of the small charts of the hall page: columns, lines and the area under them, in a box of 100 × 100."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    x: float
    width: float
    height: float


def columns(values: Sequence[int | float], top: float, gap: float = 0.2) -> list[Column]:
    """A column for each value in order; ``gap`` between them as a share of their places."""
    place = 100 / max(1, len(values))
    return [
        Column(round((number + gap / 2) * place, 2), round((1 - gap) * place, 2), round(share(value, top), 2))
        for number, value in enumerate(values)
    ]


def line(values: Sequence[int | float], top: float) -> str:
    """The path of a line through the values, each at the end of its step."""
    return " ".join(("M" if number == 0 else "L") + point for number, point in enumerate(_points(values, top)))


def area(values: Sequence[int | float], top: float) -> str:
    """The path of the area under the line."""
    points = _points(values, top)
    first, last = points[0].split(" ")[0], points[-1].split(" ")[0]
    return f"M{first} 100 L" + " L".join(points) + f" L{last} 100Z"


def stairs(values: Sequence[int | None], top: float) -> str:
    """The path of a line that is level over each step; broken where there is no value."""
    place, path, level = 100 / max(1, len(values)), "", None
    for number, value in enumerate(values):
        if value is not None:
            height = round(100 - share(value, top), 2)
            path += (
                f"{'M' if level is None else 'L'}{round(number * place, 2)} {height} H{round((number + 1) * place, 2)} "
            )
        level = value
    return path.strip()


def share(value: float, top: float) -> float:
    """Percent of the scale."""
    return 100 * value / top if top else 0.0


def _points(values: Sequence[int | float], top: float) -> list[str]:
    place = 100 / max(1, len(values))
    return [
        f"{round((number + 1) * place, 2)} {round(100 - share(value, top), 2)}" for number, value in enumerate(values)
    ]
