"""From frozen figures to what everybody may read: no name, no count under five, none that follows from others. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.half_year.rules.suppression import TOTAL, Cell, Released, keeps_earlier, release, with_totals

#: The smallest group that is published.
LEAST = 5
#: Tables of one row: what is counted, and the figures they come from.
SIMPLE = ("sources", "verdicts")
#: The row of a table of one row.
ONE = "all"
#: What is published of a report; read by templates as it is.
Public = dict[str, Any]


def public(figures: Mapping[str, Any], earlier: Sequence[Public] = ()) -> Public:
    """``figures``: as frozen (``queries.figures.Figures``); ``earlier``: what is published already of the half-year,
    the oldest first."""
    cells = {(row["subject"], row["cause"]): row["items"] for row in figures["cells"]}
    table = release(cells, LEAST, [released(one["table"]) for one in earlier])
    total_hidden = table.get((TOTAL, TOTAL)) is None
    simple = {name: _one_row(figures[name], [one[name] for one in earlier]) for name in SIMPLE}
    if total_hidden:  # the sources add up to the same total
        simple["sources"] = dict.fromkeys(simple["sources"])
    kept = {
        name: _one_row({"kept": hits, "late": due - hits}, [one["kept"][name] for one in earlier])
        for name, (hits, due) in figures["kept"].items()
    }
    last = earlier[-1] if earlier else None
    return {
        "half": figures["half"],
        "subjects": [row for row in figures["subjects"] if table.get((row["code"], TOTAL), 0) != 0],
        "table": stored(table),
        **simple,
        "kept": kept,
        **_answers(figures, last),
    }


def stored(table: Released) -> list[list[Any]]:
    """A released table as it is stored: [row, column, count or None], totals with an empty name."""
    return [[row, column, count] for (row, column), count in sorted(table.items())]


def released(rows: Sequence[Sequence[Any]]) -> dict[Cell, int | None]:
    return {(row, column): count for row, column, count in rows}


def _one_row(counts: Mapping[str, int], earlier: Sequence[Mapping[str, int | None]]) -> dict[str, int | None]:
    """Counts that add up to a total, which is under ``TOTAL``."""
    before = [
        {
            **{(ONE, name): count for name, count in one.items()},
            **{(TOTAL, name): count for name, count in one.items()},
        }
        for one in earlier
    ]
    table = release({(ONE, name): count for name, count in counts.items()}, LEAST, before)
    found = {TOTAL: table.get((ONE, TOTAL), 0)}
    found |= {column: count for (row, column), count in table.items() if row == ONE}
    return {name: None if table.get((TOTAL, name), 0) is None else count for name, count in found.items()}


def _answers(figures: Mapping[str, Any], last: Public | None) -> Public:
    """Scores and waits: those published earlier stay where fewer than five answers or visitors have changed."""
    satisfaction, measured = figures["satisfaction"], figures["measured"]
    if last is not None and keeps_earlier(satisfaction["n"], last["satisfaction"]["n"], LEAST):
        satisfaction = last["satisfaction"]
    if last is not None and keeps_earlier(measured["called"], last["measured"]["called"], LEAST):
        measured = last["measured"]
    return {"satisfaction": satisfaction, "measured": measured}


def internal(figures: Mapping[str, Any]) -> Public:
    """The same figures with nothing hidden, for those who may see every number."""
    table = with_totals({(row["subject"], row["cause"]): row["items"] for row in figures["cells"]})
    return {
        "half": figures["half"],
        "subjects": figures["subjects"],
        "table": stored(table),
        **{name: {**figures[name], TOTAL: sum(figures[name].values())} for name in SIMPLE},
        "kept": {name: {"kept": hits, "late": due - hits, TOTAL: due} for name, (hits, due) in figures["kept"].items()},
        **_answers(figures, None),
    }
