"""The charter in a half-year report: each promise beside what the report itself says of it. Pure.

A figure is taken from the content of the report, so it is shown or hidden here as there. Only waits have a number of
their own, because the minutes of the promise are not those of the report.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.charter.rules.measures import MEASURES, Measure
from deskq.charter.rules.shown import LEAST
from deskq.published.rules.answers import KEPT
from deskq.published.rules.suppression import TOTAL

#: ``hits`` of ``n`` are a share, ``score`` of ``n`` answers is one of 100; None: hidden, or there are none.
NOTHING = {"hits": None, "score": None, "n": None}


def public(rows: Sequence[Mapping[str, Any]], content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """``rows`` as they are frozen; ``content``: what the report says. Numbers from one to four are hidden."""
    return [
        {**shown, "objections": _hidden(int(shown["objections"])), **_released(shown)} for shown in _rows(rows, content)
    ]


def internal(rows: Sequence[Mapping[str, Any]], content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same without hidden numbers."""
    return list(_rows(rows, content))


def counts(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int | None]]:
    """(its place, each number of people) in the public rows."""
    found = []
    for row in rows:
        hits, n = row.get("hits"), row.get("n")
        rest = n - hits if hits is not None and n is not None else None
        named = (("objections", row["objections"]), ("yes", hits), ("no", rest))
        found += [(f"charter/{row['code']}/{name}", number) for name, number in named]
    return found


def _rows(rows: Sequence[Mapping[str, Any]], content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name != "within"} | NOTHING | _figure(row, content)
        for row in rows
    ]


def _figure(row: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    measure = MEASURES.get(row["code"])
    if measure is None:
        return {}
    if measure.source == "waits":
        hits, n = row.get("within") or (None, None)
        return {"hits": hits, "n": n} if n else {}
    if measure.source in ("messages", "applications"):
        kept = content["kept"][measure.source]
        return {"hits": kept.get(KEPT), "n": kept[TOTAL]} if kept.get(TOTAL) else {}
    return _score(measure, content["satisfaction"])


def _score(measure: Measure, rated: Mapping[str, Any]) -> dict[str, Any]:
    found = rated["face"] if measure.source == "face" else rated["items"].get(measure.item)
    return {"score": round(found["score"]), "n": found["n"]} if found else {}


def _released(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nothing where the hits or the rest are few."""
    hits, n = row["hits"], row["n"]
    few = hits is not None and any(0 < number < LEAST for number in (hits, n - hits))
    return NOTHING if few else {}


def _hidden(count: int) -> int | None:
    return None if 0 < count < LEAST else count
