"""Attacks on what is published: hidden numbers from margins, from bounds, and from the difference of two versions."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.published.rules.suppression import TOTAL, Cell, Earlier, Released, release, with_totals

LEAST = 5
#: A sum that must be 0: {number: sign}.
Sum = Mapping[object, int]


@st.composite
def tables(draw) -> dict[Cell, int]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    numbers = st.one_of(st.integers(0, 6), st.integers(0, 40))
    return {(f"r{row}", f"c{column}"): draw(numbers) for row in range(rows) for column in range(columns)}


@st.composite
def corrected(draw) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """A table, and the same after a few items were coded anew, came or went."""
    first = draw(tables())
    second = dict(first)
    for _ in range(draw(st.integers(1, 4))):
        taken, given_to = draw(st.sampled_from(sorted(first))), draw(st.sampled_from(sorted(first)))
        moved = min(second[taken], draw(st.integers(1, 7)))
        second[taken] -= moved
        second[given_to] += moved if draw(st.booleans()) else 0
    return first, second


def sums(table: Released, version: int) -> Iterable[Sum]:
    """Each row and each column, also that of totals: its numbers and, with the other sign, its total."""
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    for row in rows:
        yield {(version, row, column): -1 if column == TOTAL else 1 for column in columns if (row, column) in table}
    for column in columns:
        yield {(version, row, column): -1 if row == TOTAL else 1 for row in rows if (row, column) in table}


def solved(equations: list[dict[object, Fraction]]) -> set[object]:
    """The unknowns that follow from linear equations, by Gauss and Jordan in exact fractions."""
    pivots: dict[object, dict[object, Fraction]] = {}
    for equation in equations:
        left = dict(equation)
        for unknown, row in pivots.items():
            if factor := left.get(unknown, Fraction(0)):
                for one, value in row.items():
                    left[one] = left.get(one, Fraction(0)) - factor * value
        left = {one: value for one, value in left.items() if value}
        if not left:
            continue
        unknown = next(iter(left))
        row = {one: value / left[unknown] for one, value in left.items()}
        for other, known in pivots.items():
            if factor := known.get(unknown, Fraction(0)):
                known = {
                    one: known.get(one, Fraction(0)) - factor * row.get(one, Fraction(0)) for one in {*known, *row}
                }
                pivots[other] = {one: value for one, value in known.items() if value}
        pivots[unknown] = row
    return {unknown for unknown, row in pivots.items() if len(row) == 1}


def recovered(versions: list[Released], unchanged: Iterable[Cell] = ()) -> set[tuple[int, str, str]]:
    """Hidden numbers of each version that follow from everything published, if the ``unchanged`` did not change."""
    known = {(n, *cell): value for n, one in enumerate(versions) for cell, value in one.items() if value is not None}
    equations = [
        {one: Fraction(sign) for one, sign in equation.items() if one not in known}
        for n, table in enumerate(versions)
        for equation in sums(table, n)
    ]
    equations += [{(0, *cell): Fraction(1), (1, *cell): Fraction(-1)} for cell in unchanged]
    return {one for one in solved(equations) if one not in known}


def bounds(table: Released) -> dict[Cell, tuple[float, float]]:
    """What a reader can conclude from the sums if no hidden number is below 1: bounds, drawn closer until they stay."""
    found = {cell: (1.0, float("inf")) if value is None else (value, value) for cell, value in table.items()}
    for _ in range(60):
        before = dict(found)
        for equation in sums(table, 0):
            cells = {(row, column): sign for (_, row, column), sign in equation.items()}
            for cell, sign in cells.items():
                others = [(found[one], cells[one] * -sign) for one in cells if one != cell]
                low = sum(ends[0] if way > 0 else -ends[1] for ends, way in others)
                high = sum(ends[1] if way > 0 else -ends[0] for ends, way in others)
                found[cell] = (max(found[cell][0], low), min(found[cell][1], high))
        if found == before:
            break
    return found


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_under_five_is_shown_or_follows_from_the_sums(cells):
    table, shown = with_totals(cells), release(cells, LEAST)
    small = {cell for cell, count in table.items() if 0 < count < LEAST}

    assert all(shown[cell] is None for cell in small)
    assert {(row, column) for _, row, column in recovered([shown])} & small == set()
    reach = bounds(shown)
    assert all(reach[cell][1] >= LEAST for cell in small), "a bound tells that it is small"
    assert all(value in (None, table[cell]) for cell, value in shown.items()), "what is shown is true"


@settings(max_examples=150, deadline=None)
@given(corrected())
def test_two_versions_together_tell_no_more(both):
    first, second = (with_totals(cells) for cells in both)
    one = release(both[0], LEAST)
    two = release(both[1], LEAST, [Earlier(first, one)])
    small = {(n, *cell) for n, table in enumerate((first, second)) for cell in table if 0 < table[cell] < LEAST}

    assert recovered([one, two]) & small == set()
    # who guesses that what is hidden in both, or hidden once, has not changed
    same = [cell for cell in first if first[cell] == second.get(cell) and None in (one[cell], two[cell])]
    assert recovered([one, two], same) & small == set()
    # how many were coded anew is a group as well
    for cell, before in first.items():
        if 0 < abs(second[cell] - before) < LEAST:
            assert None in (one[cell], two[cell])
            assert not {(0, *cell), (1, *cell)} <= recovered([one, two]) | shown_of(one, 0) | shown_of(two, 1)


def shown_of(table: Released, version: int) -> set[tuple[int, str, str]]:
    return {(version, *cell) for cell, value in table.items() if value is not None}


def test_the_attack_finds_what_is_left_open():
    """Without complementary suppression the same attack succeeds: it can fail."""
    cells = {("r", "a"): 3, ("r", "b"): 20, ("s", "a"): 30, ("s", "b"): 40}
    naive = {cell: None if 0 < count < LEAST else count for cell, count in with_totals(cells).items()}

    assert recovered([naive]) == {(0, "r", "a")}
    assert bounds(naive)["r", "a"] == (3, 3)


def test_large_groups_stay_visible():
    cells = {("asphalt", "a"): 800, ("asphalt", "b"): 65, ("dogs", "a"): 3, ("dogs", "b"): 12}
    cells |= {("gutters", "a"): 40, ("gutters", "b"): 9}

    shown = release(cells, LEAST)

    assert shown["asphalt", "a"] == 800
    assert shown[TOTAL, TOTAL] == 929
    assert sum(value is None for value in shown.values()) == 4


@pytest.mark.parametrize("cells", [{}, {("r", "a"): 0}, {("r", "a"): 3}, {("r", "a"): 3, ("r", "b"): 2}])
def test_a_table_of_almost_nothing_tells_nothing(cells):
    assert {value for value in release(cells, LEAST).values() if value} == set()
