"""Turns frozen figures into public ones: without names, without counts under five, and without counts that can be
computed from others. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.published.rules.answers import KEPT, LATE, LEAST, Answers
from deskq.published.rules.suppression import TOTAL, Cell, Earlier, Released, keeps_earlier, release, with_totals

#: Names of the figures that are tables of one row.
SIMPLE = ("sources", "verdicts")
#: Name of the row in these tables.
ONE = "all"
KEPT_OR_LATE = (KEPT, LATE)
#: The public content of a report, as templates read it.
Public = dict[str, Any]
#: (frozen figures, public content) of a published version.
Published = tuple[Mapping[str, Any], Public]


def public(figures: Mapping[str, Any], earlier: Sequence[Published] = (), seasons: Sequence[Answers] = ()) -> Public:
    """``figures``: frozen figures (``queries.figures.Figures``); ``earlier``: published versions of the half-year, the
    oldest first; ``seasons``: the published answers to messages of its seasons."""
    before = [Earlier(with_totals(_cells(of)), released(shown["table"])) for of, shown in earlier]
    table = release(_cells(figures), LEAST, before)
    total_hidden = table.get((TOTAL, TOTAL)) is None
    simple = {name: _one_row(figures[name], [(of[name], shown[name]) for of, shown in earlier]) for name in SIMPLE}
    if total_hidden:  # the sources add up to the same total
        simple["sources"] = dict.fromkeys(simple["sources"])
    kept = {
        name: _one_row(_in_time(counts), [(_in_time(of["kept"][name]), shown["kept"][name]) for of, shown in earlier])
        for name, counts in figures["kept"].items()
    }
    kept["messages"] = _beside_seasons(kept["messages"], seasons)
    last = earlier[-1][1] if earlier else None
    return {
        "half": figures["half"],
        "subjects": [row for row in figures["subjects"] if table.get((row["code"], TOTAL), 0) != 0],
        "table": stored(table),
        **simple,
        "kept": kept,
        **_answers(figures, last),
    }


def _beside_seasons(kept: Mapping[str, int | None], seasons: Sequence[Answers]) -> dict[str, int | None]:
    """What is hidden of one season would follow from the half-year and the other season."""
    hidden = {name for one in seasons for name, value in zip((*KEPT_OR_LATE, TOTAL), one, strict=True) if value is None}
    return {name: None if name in hidden else value for name, value in kept.items()}


def stored(table: Released) -> list[list[Any]]:
    """A released table in its stored form: [row, column, count or None]; totals have an empty name."""
    return [[row, column, count] for (row, column), count in sorted(table.items())]


def released(rows: Sequence[Sequence[Any]]) -> dict[Cell, int | None]:
    return {(row, column): count for row, column, count in rows}


def _one_row(
    counts: Mapping[str, int], earlier: Sequence[tuple[Mapping[str, int], Mapping[str, int | None]]]
) -> dict[str, int | None]:
    """Release counts that add up to a total, which has the key ``TOTAL``. In a table of one row, the total of each
    column repeats its count."""
    before = [
        Earlier(
            with_totals(_row(of)),
            {(row, name): count for row in (ONE, TOTAL) for name, count in shown.items()},
        )
        for of, shown in earlier
    ]
    table = release(_row(counts), LEAST, before)
    names = (TOTAL, *counts, *(name for _, shown in earlier for name in shown if name not in counts and name))
    return {name: None if table.get((TOTAL, name), 0) is None else table.get((ONE, name), 0) for name in names}


def _row(counts: Mapping[str, int]) -> dict[Cell, int]:
    return {(ONE, name): count for name, count in counts.items()}


def _cells(figures: Mapping[str, Any]) -> dict[Cell, int]:
    return {(row["subject"], row["cause"]): row["items"] for row in figures["cells"]}


def _in_time(counts: Sequence[int]) -> dict[str, int]:
    hits, due = counts
    return dict(zip(KEPT_OR_LATE, (hits, due - hits), strict=True))


def _answers(figures: Mapping[str, Any], last: Public | None) -> Public:
    """Scores and waits. Published earlier values stay if fewer than five answers or visitors have changed."""
    satisfaction, measured = figures["satisfaction"], figures["measured"]
    if last is not None and keeps_earlier(satisfaction["n"], last["satisfaction"]["n"], LEAST):
        satisfaction = last["satisfaction"]
    if last is not None and keeps_earlier(measured["called"], last["measured"]["called"], LEAST):
        measured = last["measured"]
    return {"satisfaction": satisfaction, "measured": measured, "reading": figures["reading"]}


def internal(figures: Mapping[str, Any]) -> Public:
    """The same structure without hidden numbers, for staff."""
    table = with_totals(_cells(figures))
    return {
        "half": figures["half"],
        "subjects": figures["subjects"],
        "table": stored(table),
        **{name: {**figures[name], TOTAL: sum(figures[name].values())} for name in SIMPLE},
        "kept": {name: {**_in_time(counts), TOTAL: counts[1]} for name, counts in figures["kept"].items()},
        **_answers(figures, None),
    }
