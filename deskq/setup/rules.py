"""The steps of the set-up: which are done, which are skipped, which comes next. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["done", "missing", "skipped"]
#: In the order in which they are done.
KEYS = ("office", "hours", "services", "counters", "people", "devices", "printing", "sound")
#: Steps that a first ticket and a first call need; the others may be skipped.
NEEDED = ("office", "hours", "services", "counters", "people")
#: Steps that a person tests, and marks as done.
TRIED = ("printing", "sound")
MARKS = ("done", "skipped")


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    state: State

    @property
    def needed(self) -> bool:
        return self.key in NEEDED


def steps(done: Collection[str], marks: Mapping[str, str]) -> list[Step]:
    """``done``: steps whose rows exist; ``marks`` {step: done or skipped}: steps that people marked."""
    return [Step(key, _state(key, done, marks.get(key))) for key in KEYS]


def _state(key: str, done: Collection[str], mark: str | None) -> State:
    if key in done or (key in TRIED and mark == "done"):
        return "done"
    return "skipped" if mark == "skipped" else "missing"


def next_step(found: Sequence[Step]) -> str | None:
    """The first missing step; None if no step is missing."""
    return next((step.key for step in found if step.state == "missing"), None)
