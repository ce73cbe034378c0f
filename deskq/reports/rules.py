"""Finds the queues that need a supervisor's attention now, the worst first, and the counters that could help. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

MOST_TROUBLES = 3
#: So many people waiting while a counter is idle are a trouble, even if they have waited only briefly.
CROWD = 3


#: (number of a counter, service)
Serves = Callable[[int, int], bool]


class Queue(Protocol):
    """The people waiting for one service; ``longest``: seconds of the longest wait."""

    @property
    def id(self) -> int: ...
    @property
    def count(self) -> int: ...
    @property
    def longest(self) -> int: ...


class Place(Protocol):
    """A counter; ``free``: open without a visitor."""

    @property
    def number(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def free(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Trouble:
    """One service in trouble. ``kind``: longest (the longest wait of the hall, past the maximum wait), late (also past
    the maximum wait, while counters are idle), idle (many people wait while counters are idle) or unserved. Numbers of
    counters: ``ready``: free, serve it; ``able``: free, could be given it; ``busy``: serve it and have a visitor;
    ``shut``: serve it and are closed."""

    kind: str
    service: int
    ready: tuple[int, ...]
    able: tuple[int, ...]
    busy: tuple[int, ...]
    shut: tuple[int, ...]


def troubles(
    queues: Iterable[Queue],
    counters: Sequence[Place],
    max_wait: int,
    serves: Serves,
    could_serve: Serves,
) -> list[Trouble]:
    """At most ``MOST_TROUBLES`` troubles: the longest wait if it is past ``max_wait`` seconds; then services that
    nobody serves or that idle counters could serve, the longest queue first. ``serves(counter number, service)``: the
    service is on the counter's list and its clerk may do it; ``could_serve``: the clerk may do it, but it is not on the
    list."""
    by_wait = sorted(queues, key=lambda queue: -queue.longest)
    worst = by_wait[:1] if by_wait and by_wait[0].longest >= max_wait else []
    found = [trouble("longest", queue.id, counters, serves, could_serve) for queue in worst]
    for queue in sorted(by_wait[len(worst) :], key=lambda queue: -queue.count):
        kind = "idle" if queue.count >= CROWD else "late" if queue.longest >= max_wait else ""
        other = trouble(kind, queue.id, counters, serves, could_serve)
        if not (other.ready or other.busy):
            found.append(replace(other, kind="unserved"))
        elif kind and (other.ready or other.able):
            found.append(other)
    return found[:MOST_TROUBLES]


def trouble(
    kind: str,
    service: int,
    counters: Sequence[Place],
    serves: Serves,
    could_serve: Serves,
) -> Trouble:
    """Which counters could do something about one service."""
    serving = [counter for counter in counters if serves(counter.number, service)]
    return Trouble(
        kind,
        service,
        ready=tuple(counter.number for counter in serving if counter.free),
        able=tuple(
            counter.number
            for counter in counters
            if counter.free and counter not in serving and could_serve(counter.number, service)
        ),
        busy=tuple(counter.number for counter in serving if counter.status != "closed" and not counter.free),
        shut=tuple(counter.number for counter in serving if counter.status == "closed"),
    )
