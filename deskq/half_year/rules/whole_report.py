"""Checks the whole public content of a report before it is published: nothing under five is shown or follows from what
is shown, and nothing is hidden in one place and shown in another. Pure.

Page, PDF and open data are made of this content alone, so what holds of it holds of them. Each number belongs to a
table whose parts add up to a whole; a hidden number follows if it is the only hidden one of a sum (in a table with
rows and columns: if it lies on no cycle of hidden numbers, see ``published.rules.suppression``). Numbers of answers to
the questionnaire say how many answered, not what; a score has at least ten of them. Figures of amenities count objects,
faults and days, not people (docs/adr/0236-amenities.md), and are shown in full.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deskq.charter.rules import half_year_rows
from deskq.core.errors import N_, DomainError
from deskq.half_year.rules import voices
from deskq.half_year.rules.rolled_counts import released
from deskq.published.rules.answers import LEAST
from deskq.published.rules.suppression import TOTAL, Cell

#: Tables of one row whose parts add up to their total.
ROWS = ("sources", "verdicts")


class ShowsSmallGroup(DomainError):
    slug = "shows-small-group"
    title = N_(
        "This version would show a group of fewer than five people, or a number that is hidden elsewhere in it "
        "(%(places)s). It was not published. Please tell those who maintain the software."
    )


def check(public: Mapping[str, Any]) -> None:
    """Raises ``ShowsSmallGroup`` with the places of the numbers that must not be published."""
    places = list(dict.fromkeys(problems(public)))
    if places:
        raise ShowsSmallGroup(places=", ".join(places[:8]))


def problems(public: Mapping[str, Any]) -> Iterator[str]:
    """The places of numbers that are small or follow from others, such as "said/asphalt/no_budget"."""
    table = released(public["table"])
    for place, count in counts(public):
        if count is not None and 0 < count < LEAST:
            yield place
    yield from (f"said/{row}/{column}" for row, column in following(table))
    for name, numbers in _splits(public):
        hidden = [code for code, count in numbers.items() if count is None]
        if len(hidden) == 1:
            yield f"{name}/{hidden[0]}"
    yield from _contradictions(public, table.get((TOTAL, TOTAL), 0))


def counts(public: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    """(its place, each number of people or items of the content)."""
    yield from ((f"said/{row}/{column}", count) for row, column, count in public["table"])
    for name, numbers in _splits(public):
        yield from ((f"{name}/{code}", count) for code, count in numbers.items())
    rated, measured = public["satisfaction"], public["measured"]
    yield from (("satisfaction/n", rated["n"]), ("satisfaction/visits", rated["visits"]))
    for name in ("faces", "face_groups"):
        yield from ((f"{name}/{face}", round(share * rated["n"])) for face, share in (rated.get(name) or {}).items())
    yield "waiting/called", measured["called"]
    yield from half_year_rows.counts(public.get("charter", []))
    yield from voices.counts(public.get("voices"))
    for name in ("again", "in_time"):
        hits, n = measured[name] or (0, 0)
        yield from ((f"{name}/yes", hits), (f"{name}/no", n - hits))


def following(table: Mapping[Cell, int | None]) -> list[Cell]:
    """The hidden numbers of a table with totals that follow exactly from the others."""
    hidden = {cell for cell, count in table.items() if count is None}
    return [cell for cell in sorted(hidden) if not _is_on_cycle(cell, hidden)]


def _is_on_cycle(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether its row and its column are joined by other hidden numbers."""
    start, goal = ("row", cell[0]), ("column", cell[1])
    ways: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row, column in hidden - {cell}:
        ways.setdefault(("row", row), []).append(("column", column))
        ways.setdefault(("column", column), []).append(("row", row))
    reached, left = {start}, [start]
    while left:
        for node in ways.get(left.pop(), ()):
            if node not in reached:
                reached.add(node)
                left.append(node)
    return goal in reached


def _splits(public: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, int | None]]]:
    yield from ((name, public[name]) for name in ROWS)
    yield from ((f"kept/{name}", numbers) for name, numbers in public["kept"].items())


def _contradictions(public: Mapping[str, Any], total: int | None) -> Iterator[str]:
    """The total of all items is the same in each table, and complaints are a part of it."""
    sources = public["sources"]
    if sources[TOTAL] != total:
        yield f"sources/{TOTAL}"
    complaints = public["verdicts"][TOTAL]
    written = [sources.get(name, 0) for name in ("message", "slip")]
    wholes = [total, sum(number or 0 for number in written) if None not in written else None]
    if complaints is not None and any(whole is not None and 0 < whole - complaints < LEAST for whole in wholes):
        yield f"verdicts/{TOTAL}"
