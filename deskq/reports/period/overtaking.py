"""Visitors who were called before somebody who had come earlier for the same service and still waited. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

#: Events at the same moment, in this order: a wait includes its first moment, not its last.
ENDS, BEGINS, CALLED = range(3)


class Waiter(NamedTuple):
    """``waits``: (service, from, until) of each wait before the first call; ``until`` is None while it lasts.
    ``called``: (service, moment) of the first call. ``arrived_at`` decides who came earlier: it is later than the real
    arrival for visitors who let others go first."""

    id: int
    arrived_at: datetime
    weight: float
    waits: tuple[tuple[int, datetime, datetime | None], ...]
    called: tuple[int, datetime] | None


def overtaking(waiters: Iterable[Waiter]) -> dict[int, bool]:
    """{id of each visitor who overtook somebody: whether all whom they passed have a class of less weight}."""
    found: dict[int, bool] = {}
    for events in _by_service(waiters).values():
        _walk(sorted(events, key=lambda event: event[:2]), found)
    return found


def _by_service(waiters: Iterable[Waiter]) -> dict[int, list[tuple[datetime, int, Waiter]]]:
    found: dict[int, list[tuple[datetime, int, Waiter]]] = defaultdict(list)
    for one in waiters:
        for service, begins, ends in one.waits:
            if ends is None or begins < ends:
                found[service].append((begins, BEGINS, one))
            if ends is not None and begins < ends:
                found[service].append((ends, ENDS, one))
        if one.called is not None:
            found[one.called[0]].append((one.called[1], CALLED, one))
    return found


def _walk(events: list[tuple[datetime, int, Waiter]], found: dict[int, bool]) -> None:
    """One service. Of each class only the earliest who waits is looked at."""
    waiting: set[int] = set()
    queues: dict[float, list[tuple[datetime, int]]] = defaultdict(list)
    for _, what, one in events:
        if what == ENDS:
            waiting.discard(one.id)
        elif what == BEGINS:
            waiting.add(one.id)
            heappush(queues[one.weight], (one.arrived_at, one.id))
        else:
            passed = [weight for weight, queue in queues.items() if _earliest(queue, waiting, one) < one.arrived_at]
            if passed:
                found[one.id] = max(passed) < one.weight


def _earliest(queue: list[tuple[datetime, int]], waiting: set[int], called: Waiter) -> datetime:
    """When the first who waits arrived; the called visitor's own arrival if nobody does."""
    while queue and queue[0][1] not in waiting:
        heappop(queue)
    return queue[0][0] if queue else called.arrived_at
