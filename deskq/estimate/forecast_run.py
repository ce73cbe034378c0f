"""The state of one run of the forecast's simulation."""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

Newcomer = tuple[float, int, float]  # (time of joining, queue, arrival time for the order)


@dataclass(slots=True)
class Run:
    """One run of the simulation; times are seconds from now.

    Counters: ``heap`` has for each the time at which it becomes free and its index, ``rests`` the time at which it
    goes on break or leaves, ``paces`` the factor by which its visits are longer; ``idle`` are those that found nobody
    to call.

    Queues: ``arrivals`` has the arrival times of each, ``place`` how many of them were called, ``head`` the arrival
    time of who is next. ``coming``: newcomers in the order in which they join; ``later``: {arrival time: queue} of
    newcomers who have joined.

    ``draws``, ``visits``, ``gaps``: random bytes for breaks, for visits, and for the time between two visits.
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
