"""What logs tell of the past: visits, and where somebody kept them, the openings and breaks of counters."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of a log; seconds on the office's wall clock. ``finish`` is None when it was not noted."""

    arrival: float
    call: float
    finish: float | None
    service: int
    desk: int
    weight: float = 1.0
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A counter opens, pauses until a declared time, or closes; ``ranks`` {service: rank} of what it serves."""

    at: float
    desk: int
    status: str
    until: float | None = None
    ranks: Mapping[int, int] = field(default_factory=dict)
