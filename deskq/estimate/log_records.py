"""Records of a log: visits, and optionally the openings and breaks of counters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NO_COUNTER = -1  # of a visitor who left


@dataclass(frozen=True, slots=True)
class Visit:
    """One row of the log. Times are seconds on the office's wall clock; ``finish`` is None when it was not logged;
    ``missed``: the visitor did not come when called. ``left``: the visitor left without a call, at ``call``."""

    arrival: float
    call: float
    finish: float | None
    service: int
    counter: int
    weight: float = 1.0
    missed: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A counter opens, goes on break until a declared time, or closes. ``ranks``: {service: rank} of what it serves."""

    at: float
    counter: int
    status: str
    until: float | None = None
    ranks: Mapping[int, int] = field(default_factory=dict)
