"""The differences between the stored set-up and a file. Rows that the file does not contain stay. Only weekly hours are
replaced as a whole. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """``fields`` {name: (before, after)}; before is None for a new row. All hours together are one difference."""

    section: str
    key: str
    kind: Literal["new", "changed", "stays"]
    fields: Mapping[str, tuple[Any, Any]]


def differences(stored: Mapping[str, Rows], wanted: Mapping[str, Rows]) -> list[Difference]:
    """Differences in the order of the sections of ``wanted``; within a section changed rows first, then rows that
    stay."""
    found = []
    for section, rows in wanted.items():
        there = stored.get(section, {})
        if section == "hours":
            found += _of_hours(there, rows)
            continue
        for key, row in rows.items():
            changed = _fields(there.get(key), row)
            if changed:
                found.append(Difference(section, key, "changed" if key in there else "new", changed))
        found += [Difference(section, key, "stays", {}) for key in there if key not in rows]
    return found


def changes(found: list[Difference]) -> list[Difference]:
    """The differences that change the office."""
    return [one for one in found if one.kind != "stays"]


def _fields(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    if before is None:
        return {name: (None, value) for name, value in after.items() if value not in (None, "", [], {})}
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}


def _of_hours(before: Rows, after: Rows) -> list[Difference]:
    now, then = _by_day(before), _by_day(after)
    if now == then:
        return []
    return [Difference("hours", "", "changed" if before else "new", {"hours": (now, then)})]


def _by_day(rows: Rows) -> list[tuple[Any, ...]]:
    """One entry for each weekday, so that one row of five days equals five rows."""
    found = [
        (row["service"] or "", day, row["valid_from"], row["valid_until"], row["opens"], row["closes"])
        for row in rows.values()
        for day in row["weekdays"]
    ]
    return sorted(found, key=lambda one: tuple(map(str, one)))
