"""Several estimates of one wait, each corrected by past waits in a similar situation: the simulation, and simple rules
(past waits with the same number of people ahead, head of line, queue length)."""

from collections.abc import Callable, Hashable
from math import log

from deskq.estimate.circumstances import Circumstances
from deskq.estimate.recent_quantiles import RecentQuantiles, Triple

MIN_HALF_WIDTH = 15.0  # seconds: minimum width of either side of a simulated interval
SIMULATION_WEIGHT = 40.0  # past waits that count as much as the simulation itself
RULE_WEIGHT = 20.0

Groups = tuple[Hashable, ...]
Grouping = Callable[[Circumstances, Triple], Groups]


class Simulated:
    """Position of past waits in the simulated interval, in half-widths from its middle."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping, self._positions = grouping, RecentQuantiles(SIMULATION_WEIGHT)

    def predict(self, seen: Circumstances, raw: Triple) -> Triple:
        low, middle, high = self._positions.quantiles(self._grouping(seen, raw), (-1.0, 0.0, 1.0))
        return _place(raw, low), _place(raw, middle), _place(raw, high)

    def learn(self, seen: Circumstances, raw: Triple, waited: float) -> None:
        position = (waited - raw[1]) / _half_width(raw, waited >= raw[1])
        self._positions.learn(self._grouping(seen, raw), position)


class PastWaits:
    """Quantiles of past waits. With few past waits, the corrected simulation is used."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping, self._waits = grouping, RecentQuantiles(RULE_WEIGHT)

    def predict(self, seen: Circumstances, raw: Triple, simulated: Triple) -> Triple:
        return self._waits.quantiles(self._grouping(seen, raw), simulated)

    def learn(self, seen: Circumstances, raw: Triple, waited: float) -> None:
        self._waits.learn(self._grouping(seen, raw), waited)


class ExpertRules:
    """All estimates. The first is the uncorrected simulation."""

    #: Initial weights, before any outcome is known.
    TRUST = (0.15, 0.35, 0.25, 0.08, 0.03, 0.03, 0.03, 0.05, 0.05)

    def __init__(self) -> None:
        self._by_length = Simulated(
            lambda seen, raw: (
                "",
                _ahead(seen),
                (_ahead(seen), seen.weight),
                (_ahead(seen), seen.weight, _length(raw[1])),
            )
        )
        self._by_chance = Simulated(
            lambda seen, raw: (
                "",
                _length(raw[1]),
                (_length(raw[1]), _prompt(seen)),
                (_length(raw[1]), _prompt(seen), seen.weight),
            )
        )
        self._work = Simulated(lambda seen, raw: ("", _ahead(seen), (_ahead(seen), seen.weight)))
        self._past = [
            PastWaits(grouping) for grouping in (_alike, _same_service, _same_free, _same_head, _as_many_before)
        ]

    def predict(self, seen: Circumstances, raw: Triple) -> list[Triple]:
        simulated = self._by_length.predict(seen, raw)
        return [
            raw,
            simulated,
            self._by_chance.predict(seen, raw),
            *(past.predict(seen, raw, simulated) for past in self._past),
            self._work.predict(seen, (0.0, seen.work, 2 * seen.work)),
        ]

    def learn(self, seen: Circumstances, raw: Triple, waited: float) -> None:
        self._by_length.learn(seen, raw, waited)
        self._by_chance.learn(seen, raw, waited)
        self._work.learn(seen, (0.0, seen.work, 2 * seen.work), waited)
        for past in self._past:
            past.learn(seen, raw, waited)


def _alike(seen: Circumstances, raw: Triple) -> Groups:
    ahead, length = _ahead(seen), _length(raw[1])
    return ("", ahead, seen.weight), ("l", ahead, seen.weight, length), (ahead, seen.weight, length, _prompt(seen))


def _same_service(seen: Circumstances, raw: Triple) -> Groups:
    return ("", _ahead(seen), seen.weight), (_ahead(seen), seen.weight, seen.service)


def _same_free(seen: Circumstances, raw: Triple) -> Groups:
    return ("", _ahead(seen), seen.weight), (_ahead(seen), seen.weight, int(3 * min(seen.free, 2.0)))


def _same_head(seen: Circumstances, raw: Triple) -> Groups:
    return ("", _ahead(seen), seen.weight), (_ahead(seen), seen.weight, _length(seen.head))


def _as_many_before(seen: Circumstances, raw: Triple) -> Groups:
    kind = seen.service, seen.weight, min(seen.before, 6)
    return ("", _ahead(seen), seen.weight), kind, (*kind, int(3 * min(seen.free, 2.0)))


def _ahead(seen: Circumstances) -> int:
    """Group by people ahead: 0, 1, 2, 3, up to 5, up to 8, up to 14, more."""
    return seen.ahead if seen.ahead < 4 else 4 + (seen.ahead > 5) + (seen.ahead > 8) + (seen.ahead > 14)


def _length(seconds: float) -> int:
    """Group by length, with boundaries of a constant ratio; the first ends at half a minute."""
    return int(2.5 * log(1 + max(0.0, seconds) / 20))


def _prompt(seen: Circumstances) -> int:
    return int(3.99 * seen.prompt)


def _half_width(raw: Triple, above: bool) -> float:
    return MIN_HALF_WIDTH + (raw[2] - raw[1] if above else raw[1] - raw[0])


def _place(raw: Triple, position: float) -> float:
    return max(0.0, raw[1] + position * _half_width(raw, position > 0))
