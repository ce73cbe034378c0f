"""The state of one run of the forecast's simulation."""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

Newcomer = tuple[float, int, float]  # (time of joining, queue, arrival time for the order)


@dataclass(slots=True)
class Run:
    """One run of the simulation; times are seconds from now.

    ``heap``: (when a counter becomes free, its index); ``rests``: when each counter goes on break or leaves; ``paces``:
    factor of its visits. ``arrivals`` of each queue, of which ``place`` were called, and of which ``head`` is the next.
    ``coming``: newcomers by time; ``later``: {arrival: queue} of those who have come. ``idle``: counters that found
    nobody. ``draws``, ``visits``, ``gaps``: random bytes for breaks, visits and what lies between them.
    """

    heap: list[tuple[float, int]]
    rests: list[float]
    paces: list[float]
    arrivals: list[list[float]]
    head: list[float]
    coming: Iterator[Newcomer]
    draws: Iterator[int]
    visits: Iterator[int]
    gaps: Iterator[int]
    place: list[int] = field(init=False)
    later: dict[float, int] = field(default_factory=dict)
    idle: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = [0] * len(self.head)

    def join(self, newcomer: Newcomer) -> None:
        """A newcomer takes the place in the queue that the arrival gives."""
        _, queue, arrived = newcomer
        line, place = self.arrivals[queue], self.place[queue]
        insort(line, arrived, place)
        self.head[queue], self.later[arrived] = line[place], queue
