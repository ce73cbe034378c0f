"""How many counters a quarter of an hour needs, and where fewer are planned. Pure.

Each quarter is taken as if it had lasted for long (stationary independent period by period: Green, Kolesar and Soares
2001), with Erlang's formula for visitors who wait (Erlang 1917), as if every counter served every service. Counters
that serve different services need more: what is found is the least.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, floor
from statistics import median_low

#: More counters than any hall has.
MOST = 500


@dataclass(frozen=True, slots=True)
class Demand:
    """Of an office: mean seconds that a visitor keeps a counter, and for each service its share of the visitors and
    its target: (share, percent, seconds)."""

    seconds: float
    services: Sequence[tuple[float, int, float]]


@dataclass(frozen=True, slots=True)
class Peak:
    """The quarter that lacks most counters, or, where none lacks any, the one that needs most."""

    quarter: int
    needed: int
    short: int


def needed(visitors: float, seconds: float, demand: Demand) -> int:
    """The fewest counters that reach the targets of all services together, when ``visitors`` come in ``seconds``."""
    load = visitors * demand.seconds / seconds
    if load <= 0:
        return 0
    wanted = sum(share * percent for share, percent, _ in demand.services) / 100
    counters = floor(load) + 1
    while counters < MOST and _in_time(counters, load, demand) < wanted - 1e-9:
        counters += 1
    return counters


def peak(needs: Mapping[int, int], planned: Mapping[int, int]) -> Peak | None:
    """Over quarters that are to come; None where nobody is expected any more. Where no plan is known, nothing is
    short."""
    if not any(needs.values()):
        return None
    short = {quarter: max(0, count - planned[quarter]) for quarter, count in needs.items() if quarter in planned}
    worst = max(needs, key=lambda quarter: (short.get(quarter, 0), needs[quarter], -quarter))
    return Peak(worst, needs[worst], short.get(worst, 0))


def usual(days: Sequence[Sequence[tuple[float, float]]], quarters: range) -> dict[int, int]:
    """{quarter: counters that are usually staffed in the middle of it}: the median over ``days``, of each of which the
    first call and the last finish of each counter are given, in quarters. Empty without any day."""
    if not days:
        return {}
    return {
        quarter: median_low(sum(first <= quarter + 0.5 < last for first, last in day) for day in days)
        for quarter in quarters
    }


def waits(counters: int, load: float) -> float:
    """Erlang C: the share of visitors who wait at all. ``load``: visitors' work in counters, below ``counters``."""
    blocked = 1.0
    for number in range(1, counters + 1):
        blocked = load * blocked / (number + load * blocked)
    return counters * blocked / (counters - load * (1 - blocked))


def _in_time(counters: int, load: float, demand: Demand) -> float:
    waiting, spare = waits(counters, load), counters - load
    return sum(share * (1 - waiting * exp(-spare * within / demand.seconds)) for share, _, within in demand.services)
