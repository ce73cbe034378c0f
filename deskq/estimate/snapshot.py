"""State of an office at one moment, as the forecast needs it. Plain values; times are seconds on any one clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Visitor:
    """A waiting visitor. ``counter``: may be called by this counter only. A ``probe`` gives the wait of a newcomer who
    has not chosen yet and takes no capacity."""

    id: int
    service: int
    weight: float
    arrived: float
    counter: int | None = None
    probe: bool = False


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """A staffed counter: ``ranks`` {service: rank}. It is busy with ``serving`` (a service) since the call at
    ``since``, on break until ``back``, or ``away`` since a time without a declared end; otherwise free ``since``. After
    ``leaves`` it makes no calls today. ``presence``: probability that a free counter is staffed."""

    id: int
    ranks: Mapping[int, int]
    since: float
    serving: int | None = None
    back: float | None = None
    away: float | None = None
    leaves: float | None = None
    presence: float = 1.0

    @property
    def is_free(self) -> bool:
        return self.serving is None and self.back is None and self.away is None


@dataclass(frozen=True, slots=True)
class OfficeSnapshot:
    """All waiting visitors, all open counters, who returns from hold (``returns``: at this time, this visitor), and
    until when the doors are open. ``bound``: maximum wait in seconds."""

    now: float
    bound: float
    people: Sequence[Visitor]
    counters: Sequence[OpenCounter]
    returns: Sequence[tuple[float, Visitor]] = field(default=())
    closes: float | None = None
