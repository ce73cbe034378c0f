"""Queue order. Pure: times and rows come in as arguments.

**Priority score.** It grows with waiting: one minute counts ``weight`` minutes (an accumulating priority queue,
Kleinrock 1964; Stanford, Taylor and Ziedins 2014). A visitor of weight 3 is called before those of weight 1 who have
waited less than three times as long. **Maximum wait.** So that nobody starves, a visitor who has waited ``max_wait`` or
longer is called before everyone who arrived later, whatever their class and the counter's first services. Among those
overdue, arrival decides.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from deskq.core.errors import N_, DomainError

#: The smallest step of time that is stored.
TICK = timedelta(microseconds=1)


class NobodyWaiting(DomainError):
    slug = "nobody-waiting"
    title = N_("Nobody is waiting for this counter.")


class NobodyBehind(DomainError):
    slug = "nobody-behind"
    title = N_("There is nobody behind you to let through. You keep your place.")


class WaitingTicket(Protocol):
    """What the rule needs of a waiting ticket. ``directed``: transferred to this very counter."""

    @property
    def id(self) -> int: ...
    @property
    def service_id(self) -> int: ...
    @property
    def arrived_at(self) -> datetime: ...
    @property
    def weight(self) -> float: ...
    @property
    def directed(self) -> bool: ...


class PlacedTicket(WaitingTicket, Protocol):
    """``counter_id``: the counter to which it was transferred, or None."""

    @property
    def counter_id(self) -> int | None: ...


W = TypeVar("W", bound=WaitingTicket)
P = TypeVar("P", bound=PlacedTicket)
Key = tuple[int, int, float, datetime, int]


@dataclass(frozen=True, slots=True)
class CounterQueue:
    """One counter's view of the queue: the rank of each service it serves (1 is first), the maximum wait, the time."""

    ranks: Mapping[int, int]
    max_wait: timedelta
    now: datetime

    def serves(self, visitor: WaitingTicket) -> bool:
        return visitor.directed or visitor.service_id in self.ranks

    def key(self, visitor: WaitingTicket) -> Key:
        """Sort key, smaller is earlier: arrival for overdue visitors; for the others rank, then priority score."""
        if overdue(visitor, self.max_wait, self.now):
            return (0, 0, 0.0, visitor.arrived_at, visitor.id)
        return (1, self.rank(visitor), -priority_score(visitor, self.now), visitor.arrived_at, visitor.id)

    def rank(self, visitor: WaitingTicket) -> int:
        """A visitor transferred to this counter has the rank of its first services."""
        return min(self.ranks.values(), default=1) if visitor.directed else self.ranks[visitor.service_id]


def priority_score(visitor: WaitingTicket, now: datetime) -> float:
    """Weighted seconds of waiting; never below 0, even if the clock was set back."""
    return visitor.weight * max(0.0, (now - visitor.arrived_at).total_seconds())


def overdue(visitor: WaitingTicket, max_wait: timedelta, now: datetime) -> bool:
    return now - visitor.arrived_at >= max_wait


def choose_next(waiting: Iterable[W], queue: CounterQueue) -> W:
    """The visitor to call next at a counter. ``waiting`` may be everyone or only the first of each service and class:
    within one service and class the order is arrival, so the result is the same. Raises ``NobodyWaiting``."""
    chosen = min((visitor for visitor in waiting if queue.serves(visitor)), key=queue.key, default=None)
    if chosen is None:
        raise NobodyWaiting
    return chosen


def callable_at(counter_id: int, queue: CounterQueue, waiting: Iterable[P]) -> list[P]:
    """Those whom this counter would call: who waits for a service of its queue, or was transferred to it."""
    return [visitor for visitor in waiting if visitor.counter_id in (None, counter_id) and queue.serves(visitor)]


def order(waiting: Iterable[W], queue: CounterQueue) -> list[W]:
    """Everyone this counter would call, in order, if nobody else called or arrived."""
    return sorted((visitor for visitor in waiting if queue.serves(visitor)), key=queue.key)


def last_of_lines(
    waiting: Iterable[W], line_of: Callable[[W], Hashable], max_wait: timedelta, now: datetime
) -> frozenset[int]:
    """Ids of those who have nobody of their own line behind them."""
    everyone = list(waiting)
    queue = CounterQueue(dict.fromkeys((visitor.service_id for visitor in everyone), 1), max_wait, now)
    last = {line_of(visitor): visitor.id for visitor in order(everyone, queue)}
    return frozenset(last.values())


def reason(chosen: WaitingTicket, queue: CounterQueue) -> str:
    """Why this visitor, as stored in the journal: ``bound`` (overdue), ``sent`` (transferred here) or ``claim``
    (score)."""
    if overdue(chosen, queue.max_wait, queue.now):
        return "bound"
    return "sent" if chosen.directed else "claim"


def count_ahead(
    waiting: Iterable[W],
    counters_of: Callable[[W], Iterable[int]],
    queues: Mapping[int, CounterQueue],
    absent: Collection[int] = frozenset(),
) -> dict[int, int]:
    """{ticket id: people ahead of it}. A person counts as ahead of a visitor if a counter that may call the visitor
    would call that person first. ``counters_of(visitor)`` returns the counters that may call a visitor. ``absent``:
    tickets of people who cannot be called yet, and so are ahead of nobody. Sets of people are bit masks."""
    everyone = list(waiting)
    callable_at: dict[int, list[W]] = {counter: [] for counter in queues}
    for visitor in everyone:
        for counter in counters_of(visitor):
            if counter in callable_at:
                callable_at[counter].append(visitor)
    bit = {visitor.id: 0 if visitor.id in absent else 1 << index for index, visitor in enumerate(everyone)}
    before = dict.fromkeys(bit, 0)
    counted: set[tuple[object, ...]] = set()
    for counter, queue in queues.items():
        visitors = callable_at[counter]
        view = (*sorted(queue.ranks.items()), queue.max_wait, queue.now, tuple(visitor.id for visitor in visitors))
        if view in counted:  # counters that serve the same services call in the same order
            continue
        counted.add(view)
        mask = 0
        for visitor in sorted(visitors, key=queue.key):
            before[visitor.id] |= mask
            mask |= bit[visitor.id]
    return {ticket: mask.bit_count() for ticket, mask in before.items()}


def let_pass(visitor: W, same_service: Iterable[W], places: int, queue: CounterQueue) -> tuple[datetime, list[W]]:
    """A visitor needs more time and lets up to ``places`` others of the same service go first. Returns the new arrival
    time, which puts them just behind the last of those now, and those who pass. It is never earlier than the old one,
    and the score keeps growing from there, so that the visitor loses no more than those places."""
    mine = queue.key(visitor)
    passing = [other for other in order(same_service, queue) if queue.key(other) > mine][:places]
    if not passing:
        raise NobodyBehind
    last = passing[-1]
    if overdue(last, queue.max_wait, queue.now) or last.weight == visitor.weight:
        arrival = last.arrived_at + TICK
    else:
        arrival = queue.now - timedelta(seconds=priority_score(last, queue.now) / visitor.weight) + TICK
    return max(visitor.arrived_at, min(arrival, queue.now)), passing
