"""One result of a check, and how bad it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["ok", "hint", "warning", "error"]
#: From good to bad. ``hint``: you need do nothing. ``warning``: look at it this week. ``error``: something does not
#: work, or will soon be lost.
STATES: tuple[State, ...] = ("ok", "hint", "warning", "error")
#: Exit status of the command for the worst state.
EXIT_STATUS: Mapping[State, int] = {"ok": 0, "hint": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Words:
    """A value that is itself a msgid with ``values`` of its own, translated when it is shown."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Sentence(str):
    """A value that is text in the present language already."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``text``: msgid of what was found; ``advice``: msgid of what to do, empty if nothing. Both are filled from
    ``values``. ``office_id``: the office it is about; None for the whole installation."""

    state: State
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    advice: str = ""
    office_id: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """``name`` is for machines and never changes; ``title`` is a msgid. ``needs_database``: left out while the
    database cannot be read."""

    name: str
    title: str
    function: Callable[[], Iterable[Finding]]
    needs_database: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """A finding and the check it comes from."""

    check: Check
    finding: Finding


def worst(results: Iterable[Result]) -> State:
    """The worst state of all; ``ok`` for none."""
    return max((one.finding.state for one in results), key=STATES.index, default="ok")
