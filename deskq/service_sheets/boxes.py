"""Where the boxes of stages stand in a picture, and the lines of a name in one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import Stage


class Grid(NamedTuple):
    """Pixels: the size of a box, the gaps beside and below it, and the edge of the picture."""

    width: int
    height: int
    gap_x: int
    gap_y: int
    edge: int


def places(stages: Sequence[Stage], grid: Grid, rtl: bool) -> tuple[dict[str, tuple[int, int]], int, int]:
    """{stage: left top of its box}, and the size of the picture: levels from top to bottom, each in the middle."""
    rows: dict[int, list[str]] = defaultdict(list)
    level = graph.levels(stages)
    for one in stages:
        rows[level[one.code]].append(one.code)
    step_x, step_y = grid.width + grid.gap_x, grid.height + grid.gap_y
    most = max((len(row) for row in rows.values()), default=1)
    width = most * step_x - grid.gap_x + 2 * grid.edge
    found = {}
    for nth, key in enumerate(sorted(rows)):
        row = rows[key][::-1] if rtl else rows[key]
        left = (width - (len(row) * step_x - grid.gap_x)) // 2
        for place, code in enumerate(row):
            found[code] = (left + place * step_x, grid.edge + nth * step_y)
    return found, width, len(rows) * step_y - grid.gap_y + 2 * grid.edge


def lines(name: str, longest: int) -> list[str]:
    """The name in one line, or at its spaces in two of nearly the same length, each of at most ``longest`` letters."""
    if len(name) <= longest or " " not in name:
        return [_shortened(name, longest)]
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return [_shortened(part, longest) for part in (name[:middle], name[middle + 1 :])]


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
