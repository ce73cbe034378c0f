"""The office at one moment, as the forecast needs it. Plain values; times are seconds on one clock, any clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in line. ``desk``: sent to this very counter. A ``ghost`` asks when its turn would be and takes nothing:
    it stands for a newcomer who has not chosen yet."""

    id: int
    service: int
    weight: float
    arrived: float
    desk: int | None = None
    ghost: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter really open: what it serves, {service: rank}, and what keeps it: the ``visitor``'s service with the
    time of the call, or a break until a moment, or it is ``away`` since a moment, nobody said until when; otherwise
    it has been free ``since``. After ``leaves`` it calls nobody any more today."""

    id: int
    ranks: Mapping[int, int]
    since: float
    visitor: int | None = None
    back: float | None = None
    away: float | None = None
    leaves: float | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """Everyone in line, every open counter, who will come back into the line (``returns``: at this time, this person),
    and until when the door is open."""

    now: float
    bound: float
    people: Sequence[Person]
    desks: Sequence[Desk]
    returns: Sequence[tuple[float, Person]] = field(default=())
    closes: float | None = None
