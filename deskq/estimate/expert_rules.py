"""Several estimates of one wait, each corrected by past waits in a similar situation: the simulation, and simple rules
(past waits with the same number of people ahead, head of line, queue length)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import log

from deskq.estimate.circumstances import Circumstances
from deskq.estimate.recent_quantiles import RecentQuantiles, Triple

MIN_HALF_WIDTH = 15.0  # seconds: minimum width of either side of a simulated interval
SIMULATION_WEIGHT = 40.0  # past waits that count as much as the simulation itself
RULE_WEIGHT = 20.0

Groups = tuple[Hashable, ...]


@dataclass(slots=True)
class Kind:
    """What makes waits similar, computed once for all rules. ``ahead``: group by people ahead; ``length`` and ``head``:
    groups by the simulated wait and by the wait of the first in the queue; ``free``: by the counters free."""

    seen: Circumstances
    weight: float
    ahead: int
    length: int
    prompt: int
    head: int
    free: int

    @classmethod
    def of(cls, seen: Circumstances, raw: Triple) -> "Kind":
        length, head = _length(raw[1]), _length(seen.head)
        prompt, free = int(3.99 * seen.prompt), int(3 * min(seen.free, 2.0))
        return cls(seen, seen.weight, _ahead(seen), length, prompt, head, free)


Grouping = Callable[[Kind], Groups]


class Simulated:
    """Position of past waits in the simulated interval, in half-widths from its middle."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping, self._positions = grouping, RecentQuantiles(SIMULATION_WEIGHT)

    def predict(self, kind: Kind, raw: Triple) -> Triple:
        low, middle, high = self._positions.quantiles(self._grouping(kind), (-1.0, 0.0, 1.0))
        return _place(raw, low), _place(raw, middle), _place(raw, high)

    def learn(self, kind: Kind, raw: Triple, waited: float) -> None:
        position = (waited - raw[1]) / _half_width(raw, waited >= raw[1])
        self._positions.learn(self._grouping(kind), position)


class ExpertRules:
    """All estimates. The first is the uncorrected simulation; the last five but one are quantiles of past waits, which
    start from those with as many people ahead in the same class, and these from the corrected simulation."""

    #: Initial weights, before any outcome is known.
    TRUST = (0.15, 0.35, 0.25, 0.08, 0.03, 0.03, 0.03, 0.05, 0.05)

    def __init__(self) -> None:
        self._by_length = Simulated(
            lambda kind: ("", kind.ahead, (kind.ahead, kind.weight), (kind.ahead, kind.weight, kind.length))
        )
        self._by_chance = Simulated(
            lambda kind: (
                "",
                kind.length,
                (kind.length, kind.prompt),
                (kind.length, kind.prompt, kind.weight),
            )
        )
        self._work = Simulated(lambda kind: ("", kind.ahead, (kind.ahead, kind.weight)))
        self._as_many = RecentQuantiles(RULE_WEIGHT)
        self._past = [
            (grouping, RecentQuantiles(RULE_WEIGHT))
            for grouping in (_alike, _same_service, _same_free, _same_head, _as_many_before)
        ]

    def predict(self, seen: Circumstances, raw: Triple) -> list[Triple]:
        kind = Kind.of(seen, raw)
        simulated = self._by_length.predict(kind, raw)
        as_many = self._as_many.quantiles(_as_many(kind), simulated)
        return [
            raw,
            simulated,
            self._by_chance.predict(kind, raw),
            *[past.quantiles(grouping(kind), as_many) for grouping, past in self._past],
            self._work.predict(kind, _work(seen)),
        ]

    def learn(self, seen: Circumstances, raw: Triple, waited: float) -> None:
        kind = Kind.of(seen, raw)
        self._by_length.learn(kind, raw, waited)
        self._by_chance.learn(kind, raw, waited)
        self._work.learn(kind, _work(seen), waited)
        self._as_many.learn(_as_many(kind), waited)
        for grouping, past in self._past:
            past.learn(grouping(kind), waited)


def _as_many(kind: Kind) -> Groups:
    return ((kind.ahead, kind.weight),)


def _alike(kind: Kind) -> Groups:
    length = kind.ahead, kind.weight, kind.length
    return length, (*length, kind.prompt)


def _same_service(kind: Kind) -> Groups:
    return ((kind.ahead, kind.weight, kind.seen.service),)


def _same_free(kind: Kind) -> Groups:
    return ((kind.ahead, kind.weight, kind.free),)


def _same_head(kind: Kind) -> Groups:
    return ((kind.ahead, kind.weight, kind.head),)


def _as_many_before(kind: Kind) -> Groups:
    same = kind.seen.service, kind.weight, min(kind.seen.before, 6)
    return same, (*same, kind.free)


def _work(seen: Circumstances) -> Triple:
    """The interval of the queue-length rule."""
    return 0.0, seen.work, 2 * seen.work


def _ahead(seen: Circumstances) -> int:
    """Group by people ahead: 0, 1, 2, 3, up to 5, up to 8, up to 14, more."""
    return seen.ahead if seen.ahead < 4 else 4 + (seen.ahead > 5) + (seen.ahead > 8) + (seen.ahead > 14)


def _length(seconds: float) -> int:
    """Group by length, with boundaries of a constant ratio; the first ends at half a minute."""
    return int(2.5 * log(1 + max(0.0, seconds) / 20))


def _half_width(raw: Triple, above: bool) -> float:
    return MIN_HALF_WIDTH + (raw[2] - raw[1] if above else raw[1] - raw[0])


def _place(raw: Triple, position: float) -> float:
    return max(0.0, raw[1] + position * _half_width(raw, position > 0))
