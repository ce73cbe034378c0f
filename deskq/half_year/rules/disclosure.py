"""Turns frozen figures into public ones: without names, without counts under five, and without counts that can be
computed from others. Pure. ``rolled_counts`` has the table of subjects and root causes, ``scores`` what was rated and
measured, and ``whole_report`` checks the result."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.charter.rules import half_year_rows
from deskq.half_year.rules import rolled_counts as counted
from deskq.half_year.rules import scores as answers
from deskq.half_year.rules import voices
from deskq.half_year.rules.rolled_counts import released
from deskq.published.rules.answers import KEPT, LATE, LEAST, Answers
from deskq.published.rules.suppression import TOTAL, Cell, Earlier, release, with_totals

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
    said = counted.released_counts(figures, earlier)
    table = released(said["table"])
    total = table.get((TOTAL, TOTAL), 0)
    sources = _split(figures["sources"], [(of["sources"], shown["sources"]) for of, shown in earlier], total)
    verdicts = _one_row(figures["verdicts"], [(of["verdicts"], shown["verdicts"]) for of, shown in earlier])
    kept = {
        name: _one_row(_in_time(counts), [(_in_time(of["kept"][name]), shown["kept"][name]) for of, shown in earlier])
        for name, counts in figures["kept"].items()
    }
    kept["messages"] = _beside_seasons(kept["messages"], seasons)
    last = earlier[-1][1] if earlier else None
    content = {
        "half": figures["half"],
        **said,
        "sources": sources,
        "verdicts": _beside_all(verdicts, sources),
        "kept": kept,
        "amenities": figures.get("amenities"),
        **answers.released_answers(figures, last),
        "voices": voices.public(figures.get("voices"), (last or {}).get("voices")),
    }
    return {**content, "charter": half_year_rows.public(figures.get("charter", []), content)}


def _split(
    counts: Mapping[str, int], earlier: Sequence[tuple[Mapping[str, int], Mapping[str, int | None]]], total: int | None
) -> dict[str, int | None]:
    """The parts of the total of the table, which is hidden or shown here as there."""
    parts = _one_row(counts, earlier)
    if parts[TOTAL] != total:
        parts = dict.fromkeys(parts)  # all parts add up to a hidden total; one of them could follow from a shown one
    return {**parts, TOTAL: total}


def _beside_all(verdicts: Mapping[str, int | None], sources: Mapping[str, int | None]) -> dict[str, int | None]:
    """No verdicts where so few items were no complaints that they would follow from the total of all items."""
    complaints = verdicts[TOTAL]
    wholes = [sources[TOTAL], _known_sum(sources, "message", "slip")]
    if complaints is None or any(whole is not None and 0 < whole - complaints < LEAST for whole in wholes):
        return dict.fromkeys(verdicts)
    return dict(verdicts)


def _known_sum(sources: Mapping[str, int | None], *names: str) -> int | None:
    parts = [sources.get(name, 0) for name in names]
    return sum(part or 0 for part in parts) if None not in parts else None


def _beside_seasons(kept: Mapping[str, int | None], seasons: Sequence[Answers]) -> dict[str, int | None]:
    """What is hidden of one season would follow from the half-year and the other season."""
    hidden = {name for one in seasons for name, value in zip((*KEPT_OR_LATE, TOTAL), one, strict=True) if value is None}
    return {name: None if name in hidden else value for name, value in kept.items()}


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


def _in_time(counts: Sequence[int]) -> dict[str, int]:
    hits, due = counts
    return dict(zip(KEPT_OR_LATE, (hits, due - hits), strict=True))


def internal(figures: Mapping[str, Any]) -> Public:
    """The same structure without hidden numbers, for staff."""
    content = {
        "half": figures["half"],
        **counted.every_count(figures),
        **{name: {**figures[name], TOTAL: sum(figures[name].values())} for name in SIMPLE},
        "kept": {name: {**_in_time(counts), TOTAL: counts[1]} for name, counts in figures["kept"].items()},
        "amenities": figures.get("amenities"),
        **answers.every_answer(figures),
    }
    return {**content, "charter": half_year_rows.internal(figures.get("charter", []), content)}
