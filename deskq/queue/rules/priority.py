"""Whose turn it is. Pure: times and rows come in as arguments.

**Whose turn.** Claims grow with waiting: one minute counts ``weight`` minutes (an accumulating priority queue,
Kleinrock 1964; Stanford, Taylor and Ziedins 2014). A visitor of weight 3 passes those of weight 1 who have waited less
than three times as long. So that nobody starves, **the bound**: whoever has waited ``bound`` or longer stands before
everyone who came later, whatever their class and whatever the counter does first. Among those, arrival decides.
"""

from collections.abc import Callable, Iterable, Mapping
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


class Waiting(Protocol):
    """What the rule must know of someone in line. ``directed``: transferred to this very counter."""

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


W = TypeVar("W", bound=Waiting)
Key = tuple[int, int, float, datetime, int]


@dataclass(frozen=True, slots=True)
class CounterQueue:
    """A counter's view of the line: the rank of each service it serves, the bound, and the moment."""

    ranks: Mapping[int, int]
    bound: timedelta
    now: datetime

    def serves(self, visitor: Waiting) -> bool:
        return visitor.directed or visitor.service_id in self.ranks

    def key(self, visitor: Waiting) -> Key:
        """Smaller is earlier. Past the bound arrival alone decides; before it the counter's rank, then the claim."""
        if overdue(visitor, self.bound, self.now):
            return (0, 0, 0.0, visitor.arrived_at, visitor.id)
        return (1, self.rank(visitor), -priority_score(visitor, self.now), visitor.arrived_at, visitor.id)

    def rank(self, visitor: Waiting) -> int:
        """A visitor sent to this very counter counts as one of its first services."""
        best = min(self.ranks.values(), default=1)
        return best if visitor.directed else self.ranks[visitor.service_id]


def priority_score(visitor: Waiting, now: datetime) -> float:
    """Weighted seconds of waiting; never below 0, even if the clock was set back."""
    return visitor.weight * max(0.0, (now - visitor.arrived_at).total_seconds())


def overdue(visitor: Waiting, bound: timedelta, now: datetime) -> bool:
    return now - visitor.arrived_at >= bound


def choose_next(waiting: Iterable[W], line: CounterQueue) -> W:
    """Who is called next at a counter. ``waiting`` may be everyone or only the first of each service and class: within
    one service and class the order is arrival, so the choice is the same."""
    chosen = min((visitor for visitor in waiting if line.serves(visitor)), key=line.key, default=None)
    if chosen is None:
        raise NobodyWaiting
    return chosen


def order(waiting: Iterable[W], line: CounterQueue) -> list[W]:
    """Everyone this counter would call, in order, were nobody else to call or come."""
    return sorted((visitor for visitor in waiting if line.serves(visitor)), key=line.key)


def reason(chosen: Waiting, line: CounterQueue) -> str:
    """Why this one: ``bound`` (waited too long), ``claim``, or ``sent`` to this counter."""
    if overdue(chosen, line.bound, line.now):
        return "bound"
    return "sent" if chosen.directed else "claim"


def ahead(
    waiting: Iterable[W], sees: Callable[[W], Iterable[int]], lines: Mapping[int, CounterQueue]
) -> dict[int, int]:
    """How many people stand before each ticket: {ticket id: people}. A person stands before you if some counter that
    may call you would call them first. ``sees(visitor)`` names the counters that may call a visitor."""
    everyone = list(waiting)
    bit = {visitor.id: 1 << index for index, visitor in enumerate(everyone)}
    before = dict.fromkeys(bit, 0)
    for counter, line in lines.items():
        mask = 0
        for visitor in sorted((v for v in everyone if counter in sees(v)), key=line.key):
            before[visitor.id] |= mask
            mask |= bit[visitor.id]
    return {ticket: mask.bit_count() for ticket, mask in before.items()}


def let_pass(visitor: W, line_of_service: Iterable[W], places: int, line: CounterQueue) -> tuple[datetime, list[W]]:
    """A visitor needs more time and lets up to ``places`` others of the same service go first: the arrival that puts
    them just behind the last of those at this moment, and those who pass. Never earlier than their own arrival, and
    their claim goes on growing from there, so that nobody loses more than they gave."""
    mine = line.key(visitor)
    passing = [other for other in order(line_of_service, line) if line.key(other) > mine][:places]
    if not passing:
        raise NobodyBehind
    last = passing[-1]
    if overdue(last, line.bound, line.now) or last.weight == visitor.weight:
        arrival = last.arrived_at + TICK
    else:
        arrival = line.now - timedelta(seconds=priority_score(last, line.now) / visitor.weight) + TICK
    return max(visitor.arrived_at, min(arrival, line.now)), passing
