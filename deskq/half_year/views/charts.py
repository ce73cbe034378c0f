"""Geometry of the Pareto chart: columns and the line of cumulative shares on one percent axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskq.half_year.rules.pareto import LAST, LINE, Pareto

#: Size of the drawing in units of its view box. The plot leaves room for the axis at the start and for names below.
WIDTH, HEIGHT = 1000, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 30, 80
#: Number of subjects with a column (the others are only in the table); letters in a line of a subject's name.
MOST, LETTERS = 10, 13


@dataclass(frozen=True, slots=True)
class Column:
    """One subject: its column, the point of the line above it, and their texts."""

    name: str
    kind: str
    x: float
    width: float
    y: float
    height: float
    point: tuple[float, float]
    items: str
    so_far: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """``line`` and ``points`` run from the start of the page to its end, so in Persian from right to left."""

    columns: list[Column]
    line: str
    limit_y: float
    grid: list[tuple[float, int]]
    axis_x: float
    mirrored: bool


def drawing(
    found: Pareto, names: Sequence[str], counts: Sequence[str], shares: Sequence[str], mirrored: bool
) -> Drawing:
    """``names``, ``counts`` and ``shares`` (cumulative) of each bar as texts."""
    bars = found.bars[:MOST]
    step = (WIDTH - LEFT - RIGHT) / max(1, len(bars))

    def along(x: float) -> float:
        return round(WIDTH - x if mirrored else x, 1)

    columns = []
    for place, bar in enumerate(bars):
        middle, thick = LEFT + (place + 0.5) * step, min(0.72 * step, 90)
        columns.append(
            Column(
                names[place], "vital" if bar.vital else "last" if bar.subject in LAST else "rest",
                along(middle + thick / 2) if mirrored else round(middle - thick / 2, 1), round(thick, 1),
                up(bar.share), round(HEIGHT - BOTTOM - up(bar.share), 1),
                (along(middle), up(bar.so_far)), counts[place], shares[place],
                wrapped(names[place]),
            )
        )  # fmt: skip
    line = " ".join(f"{x},{y}" for x, y in (column.point for column in columns))
    grid = [(up(percent / 100), percent) for percent in (0, 20, 40, 60, 100)]
    return Drawing(columns, line, up(LINE), grid, along(LEFT - 12), mirrored)


def wrapped(name: str) -> list[str]:
    """The words of a name in up to three lines."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS and len(lines) < 3:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def up(share: float) -> float:
    """The height of a share on the percent axis."""
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)
