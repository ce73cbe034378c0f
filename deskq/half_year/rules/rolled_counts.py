"""The table of subjects and root causes, public: small ones are put together (``roll_up``), so that each subject, each
root cause and the total can be shown; of the cells between them, small ones are hidden with as many others as they need
(``published.rules.suppression``). Pure.

That all totals are shown is safe whatever the cells are: totals of rows and columns alone fix a cell only where one
row or one column holds everything, and then the cell is such a total, so it is not small.

A further version of a report keeps the parts of the one before it: other parts would tell what lies between the two.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.core.text.names import Name
from deskq.half_year.rules import roll_up, tree
from deskq.half_year.rules.roll_up import Part, Words
from deskq.half_year.rules.tree import Tree
from deskq.published.rules.answers import LEAST
from deskq.published.rules.suppression import TOTAL, Cell, Earlier, Released, release, with_totals

Public = dict[str, Any]
#: (frozen figures, public content) of a published version.
Published = tuple[Mapping[str, Any], Public]


def released_counts(figures: Mapping[str, Any], earlier: Sequence[Published]) -> Public:
    """``subjects`` and ``causes``: the rows and columns with their names and members; ``table``: the released counts;
    ``tree``: what belongs together. Numbers stay as in the version before where so few have changed that nothing else
    could be shown."""
    before = [(of, shown) for of, shown in earlier if any(count is not None for _, _, count in shown["table"])]
    trees = subject_tree(figures), tree.of_causes()
    cells = _cells(figures)
    rows, columns = ([_parts(cells, axis, trees[axis], before) for axis in (0, 1)])  # fmt: skip
    table = _released(_joined(cells, rows, columns), before, rows, columns)
    if before and table.get((TOTAL, TOTAL)) is None:
        last = before[-1][1]
        return {name: last[name] for name in ("subjects", "causes", "table", "tree") if name in last}
    return {
        "subjects": [row for row in _named(rows, trees[0], roll_up.OF_SUBJECTS) if _is_in(table, (row["code"], TOTAL))],
        "causes": [row for row in _named(columns, trees[1], roll_up.OF_CAUSES) if _is_in(table, (TOTAL, row["code"]))],
        "table": stored(table),
        "tree": {"subjects": trees[0], "causes": trees[1]},
    }


def every_count(figures: Mapping[str, Any]) -> Public:
    """The same structure with each subject, root cause and number, for staff."""
    table = with_totals(_cells(figures))
    causes = [one for group in tree.of_causes() for one in group["members"] if (TOTAL, one["code"]) in table]
    return {
        "subjects": figures["subjects"],
        "causes": causes,
        "table": stored(table),
        "tree": {"subjects": subject_tree(figures), "causes": tree.of_causes()},
    }


def subject_tree(figures: Mapping[str, Any]) -> Tree:
    """Of all subjects that the office had when the figures were frozen; of those that occur in older figures."""
    return tree.of_subjects(figures.get("catalogue") or figures["subjects"])


def stored(table: Released) -> list[list[Any]]:
    """A released table in its stored form: [row, column, count or None]; totals have an empty name."""
    return [[row, column, count] for (row, column), count in sorted(table.items())]


def released(rows: Sequence[Sequence[Any]]) -> dict[Cell, int | None]:
    return {(row, column): count for row, column, count in rows}


def _cells(figures: Mapping[str, Any]) -> dict[Cell, int]:
    return {(row["subject"], row["cause"]): row["items"] for row in figures["cells"]}


def _parts(cells: Mapping[Cell, int], axis: int, of: Tree, earlier: Sequence[Published]) -> list[Part]:
    counts: dict[str, int] = {}
    for cell, items in cells.items():
        counts[cell[axis]] = counts.get(cell[axis], 0) + items
    if not earlier:
        return roll_up.partition(counts, of, LEAST)
    known = _members(earlier[-1][1], axis)
    known |= {code: (code,) for code in counts if not any(code in members for members in known.values())}
    parts = [Part(code, members, sum(counts.get(one, 0) for one in members)) for code, members in known.items()]
    return [part for part in parts if part.items]


def _members(public: Public, axis: int) -> dict[str, tuple[str, ...]]:
    """{code: its members} of the rows or columns of a published version; those of older ones have no members."""
    stored_rows = public.get(("subjects", "causes")[axis], [])
    return {row["code"]: tuple(row["members"]) for row in stored_rows if "members" in row}


def _joined(cells: Mapping[Cell, int], rows: Sequence[Part], columns: Sequence[Part]) -> dict[Cell, int]:
    row_of, column_of = ({code: part.code for part in parts for code in part.members} for parts in (rows, columns))
    joined: dict[Cell, int] = {}
    for (subject, cause), items in cells.items():
        cell = row_of[subject], column_of[cause]
        joined[cell] = joined.get(cell, 0) + items
    return joined


def _released(
    cells: Mapping[Cell, int], earlier: Sequence[Published], rows: Sequence[Part], columns: Sequence[Part]
) -> dict[Cell, int | None]:
    if earlier:
        return release(cells, LEAST, [_earlier(*version, rows, columns) for version in earlier])
    totals = {cell: count for cell, count in with_totals(cells).items() if TOTAL in cell}
    if 0 < totals.get((TOTAL, TOTAL), 0) < LEAST:
        return dict.fromkeys(with_totals(cells))
    table = release(cells, LEAST, known=totals)
    if (
        table.get((TOTAL, TOTAL), 0) is None
    ):  # no cell protects another; cells without items would tell, so all are hidden
        table = {(row.code, column.code): None for row in rows for column in columns}
    return {**table, **totals}


def _earlier(figures: Mapping[str, Any], shown: Public, rows: Sequence[Part], columns: Sequence[Part]) -> Earlier:
    """A version of the same parts; what these parts had in it that do not occur any more."""
    cells = _cells(figures)
    parts = []
    for axis, now in ((0, rows), (1, columns)):
        members = _members(shown, axis) | {part.code: part.members for part in now}
        codes = {cell[axis] for cell in cells} - {one for of in members.values() for one in of}
        parts.append([Part(code, of, 0) for code, of in (members | {code: (code,) for code in codes}).items()])
    return Earlier(with_totals(_joined(cells, *parts)), released(shown["table"]))


def _named(parts: Sequence[Part], of: Tree, words: Words) -> list[dict[str, Any]]:
    rows = []
    for part in parts:
        name: Name = roll_up.named(part, of, words, is_only=len(parts) == 1)
        rows.append({**tree.node(part.code, name), "members": list(part.members)})
    return rows


def _is_in(table: Mapping[Cell, int | None], total: Cell) -> bool:
    """Whether there is anything of it: a count, or one that is hidden."""
    return table.get(total, 0) != 0
