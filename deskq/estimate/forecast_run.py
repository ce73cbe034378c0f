"""The state of one run of the forecast's simulation."""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

Newcomer = tuple[float, int, float]  # (time of joining, queue, arrival time for the order)


@dataclass(slots=True)
class Run:
    """One run of the simulation; times are seconds from now.

    Of the counters:
    ``heap``: (time at which it becomes free, index) of each.
    ``rests``: the time at which each begins a break or closes.
    ``paces``: the factor by which visits at each are longer than usual.
    ``idle``: the counters that found nobody to call.

    Of the queues:
    ``arrivals``: the arrival times of everybody in each.
    ``place``: how many people of each were called.
    ``head``: the arrival time of the next person of each.
    ``coming``: newcomers in the order in which they join.
    ``later``: {arrival time: queue} of newcomers who have joined.

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
