"""Decides which numbers of a table of counts are hidden, so that no group under ``least`` can be computed. Pure.

A table is {(row, column): count}. Its cells, the totals of rows and columns, and the total of all are published. Hidden
are:

1. cells and totals from 1 to ``least`` - 1; where an earlier version is public, also what it hid, and what has changed
   since by fewer than ``least``: the difference of two versions is a group as well;
2. for each of these, as many others as make a cycle in which the hidden number can grow and every sum still fits
   (complementary suppression). The cheapest cycle is taken: large groups stay visible.

Rows and columns are the nodes of a graph and hidden numbers its edges. A hidden number can be computed from the sums
only if its edge lies on no cycle of hidden numbers (J. P. Kelly, B. L. Golden, A. A. Assad: Cell suppression, Networks
22, 1992). The numbers along the cycle are large enough that the hidden one could be ``least`` or more, so its bounds
reveal nothing.

The changes since an earlier version are a table as well. A reader knows its cells that were shown both times, and may
assume that hidden numbers have not changed. So the cycle of a number that was public earlier uses changed numbers only.
Such a cycle always exists, because the changes add up in every row and column. Where its numbers are too small, the
whole table is hidden.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

#: The row and the column of totals.
TOTAL = ""
#: Cost of hiding a total, relative to a cell of the same size.
MARGIN, GRAND = 5, 50
Cell = tuple[str, str]
#: {(row, column): count, None where it is hidden}; with the totals.
Released = Mapping[Cell, int | None]


class Earlier(NamedTuple):
    """An earlier version: its counts with totals, and its published numbers."""

    table: Mapping[Cell, int]
    released: Released

    def change(self, cell: Cell, count: int) -> int | None:
        """The change of a number since then; None if it was hidden."""
        shown = self.released.get(cell, 0)
        return None if shown is None else count - shown

    def has_changed(self, cell: Cell, count: int) -> bool:
        return self.table.get(cell, 0) != count


class Need(NamedTuple):
    """A number that must be protected, the amount by which it must be able to grow, and the numbers that may protect
    it."""

    cell: Cell
    room: int
    among: frozenset[Cell]


class _Node(NamedTuple):
    """A row or a column of the table."""

    is_row: bool
    name: str


def with_totals(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """The cells with the totals of their rows and columns and of all."""
    found = dict(cells)
    for (row, column), count in cells.items():
        for place in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            found[place] = found.get(place, 0) + count
    return found


def release(
    cells: Mapping[Cell, int], least: int, earlier: Sequence[Earlier] = (), known: Collection[Cell] = ()
) -> dict[Cell, int | None]:
    """The numbers of a table that may be published, considering ``earlier`` published versions. ``known``: numbers that
    readers know from elsewhere. They protect no other number; if a small number has no other protection, the whole
    table is hidden."""
    table = with_totals(cells)
    for cell in (cell for version in earlier for cell in version.released):
        table.setdefault(cell, 0)
    needs = _needs(table, least, earlier, frozenset(known))
    hidden = {need.cell for need in needs}
    hidden |= {cell for version in earlier for cell, shown in version.released.items() if shown is None}
    for need in sorted(needs, key=lambda need: (-need.room, need.cell)):
        cycle = _cycle(table, hidden, need)
        if cycle is None:
            return dict.fromkeys(table)
        hidden |= set(cycle)
    return {cell: None if cell in hidden else count for cell, count in table.items()}


def keeps_earlier(now: int, before: int, least: int) -> bool:
    """Whether the figures published earlier must stay, because fewer than ``least`` answers were added or removed: the
    means before and after would reveal them."""
    return abs(now - before) < least


def _needs(table: Mapping[Cell, int], least: int, earlier: Sequence[Earlier], known: frozenset[Cell]) -> list[Need]:
    every = frozenset(table) - known
    needs = [Need(cell, least - count, every) for cell, count in table.items() if 0 < count < least]
    for version in earlier:
        changed = frozenset(cell for cell, count in table.items() if version.has_changed(cell, count)) - known
        for cell, count in table.items():
            change = version.change(cell, count)
            if change and (0 < abs(change) < least or 0 < count < least):
                needs.append(Need(cell, least - min(change, count), changed))
    return needs


def _cycle(table: Mapping[Cell, int], hidden: set[Cell], need: Need) -> Iterable[Cell] | None:
    """The other numbers of the cheapest cycle through ``need`` (Dijkstra, from its column back to its row). None
    without a cycle."""
    row, column = _Node(True, need.cell[0]), _Node(False, need.cell[1])
    # a total has the opposite sign in its sums, so its cycle is walked in the opposite direction
    start, goal = (row, column) if _is_margin(need.cell) else (column, row)
    ways: dict[_Node, list[_Node]] = {}
    for cell in need.among:
        if cell != need.cell:
            ends = _Node(True, cell[0]), _Node(False, cell[1])
            ways.setdefault(ends[0], []).append(ends[1])
            ways.setdefault(ends[1], []).append(ends[0])
    best: dict[_Node, tuple[int, _Node | None]] = {start: (0, None)}
    queue: list[tuple[int, _Node]] = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            return _walked(best, goal)
        for other in ways.get(node, ()) if cost == best[node][0] else ():
            step = _step_cost(table, hidden, need, node, other)
            if step is not None and (other not in best or cost + step < best[other][0]):
                best[other] = (cost + step, node)
                heapq.heappush(queue, (cost + step, other))
    return None


def _step_cost(table: Mapping[Cell, int], hidden: set[Cell], need: Need, node: _Node, other: _Node) -> int | None:
    """The cost of using this number in the cycle; None if it could not shrink enough."""
    cell = _cell(node, other)
    count, margin = table[cell], _is_margin(cell)
    # a cell shrinks if walked from its column and grows if walked from its row; a total does the opposite
    shrinks = node.is_row == margin
    if (shrinks and count <= need.room) or (count == 0 and cell not in hidden):
        return None
    if cell in hidden:
        return 0
    return count * (GRAND if cell == (TOTAL, TOTAL) else MARGIN if margin else 1)


def _walked(best: Mapping[_Node, tuple[int, _Node | None]], goal: _Node) -> Iterable[Cell]:
    node, before = goal, best[goal][1]
    while before is not None:
        yield _cell(before, node)
        node, before = before, best[before][1]


def _cell(one: _Node, other: _Node) -> Cell:
    return (one.name, other.name) if one.is_row else (other.name, one.name)


def _is_margin(cell: Cell) -> bool:
    """The total of a row or a column; the total of all has the sign of a cell."""
    return (cell[0] == TOTAL) != (cell[1] == TOTAL)
