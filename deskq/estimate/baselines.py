"""Simple rules for comparison. They use only past waits, the queue, and the counters that called or finished within the
last hour.

Rolling mean, last to enter service (LES), head of line (HOL) and queue length, after Ibrahim and Whitt (2009),
"Real-time delay estimation based on delay history"; and the median of past waits with the same number of people in the
queue. Each rule is applied to three scopes (the whole office, the visitor's service, the counters that serve it with
everybody who waits for them), unchanged and multiplied by the factor that was best on earlier days.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean, median

from deskq.estimate.durations import HOUR
from deskq.estimate.log_records import Visit
from deskq.estimate.snapshot import Visitor

RULES = ("rolling mean", "last called (LES)", "head of line (HOL)", "queue length", "past waits")
SCOPES = ("office", "service", "counters")
ROLLING = 10
MAX_VISITS = 200
MAX_COMPARED = 5000  # past waits from which a factor is computed
EVERYWHERE = -1

Rule = tuple[str, str]  # rule, scope


class Baselines:
    """State of the rules. Waits and counters are reset overnight; lengths of visits and past medians are kept."""

    def __init__(self) -> None:
        self._waits: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=ROLLING))
        self._visits: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_VISITS))
        self._served: dict[int, set[int]] = defaultdict(set)
        self._active: dict[int, float] = {}
        self._busy: dict[int, float] = {}
        self._by_length: dict[tuple[str, int, int], deque[float]] = defaultdict(lambda: deque(maxlen=MAX_VISITS))
        self._compared: dict[Rule, deque[tuple[float, float]]] = defaultdict(lambda: deque(maxlen=MAX_COMPARED))
        self._factors: dict[Rule, float] = {}

    def begin_day(self) -> None:
        self._waits.clear()
        self._active.clear()
        self._busy.clear()
        self._factors = {rule: _best_factor(pairs) for rule, pairs in self._compared.items()}

    def called(self, visit: Visit, lines: Mapping[str, int], said: Mapping[Rule, float]) -> None:
        """``lines``: length of the queue at the arrival, by scope; ``said``: predictions of the rules at that time."""
        waited = visit.call - visit.arrival
        for scope in (EVERYWHERE, visit.service):
            self._waits[scope].append(waited)
        self._served[visit.counter].add(visit.service)
        self._active[visit.counter] = self._busy[visit.counter] = visit.call
        for scope_name, length in lines.items():
            self._by_length[_key(scope_name, visit.service, length)].append(waited)
        for rule, seconds in said.items():
            if not rule[1].endswith("scaled"):
                self._compared[rule].append((seconds, waited))

    def finished(self, visit: Visit, seconds: float) -> None:
        for scope in (EVERYWHERE, visit.service):
            self._visits[scope].append(seconds)
        self._active[visit.counter] = visit.call + seconds
        if self._busy.get(visit.counter) == visit.call:
            del self._busy[visit.counter]

    def lines(self, service: int, waiting: Mapping[int, Visitor]) -> dict[str, int]:
        """How many people wait, by scope."""
        return {scope: len(self._line(scope, service, waiting)) for scope in SCOPES}

    def predictions(self, now: float, service: int, waiting: Mapping[int, Visitor]) -> dict[Rule, float]:
        """{(rule, scope): seconds} for a visitor who arrives now."""
        found = {}
        for rule, seconds in self._plain(now, service, waiting):
            found[rule] = seconds
            if rule in self._factors:
                found[rule[0], f"{rule[1]}, scaled"] = seconds * self._factors[rule]
        return found

    def _plain(self, now: float, service: int, waiting: Mapping[int, Visitor]) -> Iterator[tuple[Rule, float]]:
        for scope in SCOPES:
            own = EVERYWHERE if scope == "office" else service
            line = self._line(scope, service, waiting)
            waits, visits = self._waits[own], self._visits[own] or self._visits[EVERYWHERE]
            staffed = [
                counter
                for counter, at in self._active.items()
                if (counter in self._busy or now - at <= HOUR)
                and (scope == "office" or service in self._served[counter])
            ]
            yield (RULES[0], scope), fmean(waits) if waits else 0.0
            yield (RULES[1], scope), waits[-1] if waits else 0.0
            yield (RULES[2], scope), now - min((person.arrived for person in line), default=now)
            yield (RULES[3], scope), len(line) * (fmean(visits) if visits else 0.0) / max(1, len(staffed))
            yield (RULES[4], scope), self._past_median(scope, service, len(line))

    def _line(self, scope: str, service: int, waiting: Mapping[int, Visitor]) -> list[Visitor]:
        if scope == "office":
            return list(waiting.values())
        services = {service}
        if scope == "counters":
            services = services.union(*(served for served in self._served.values() if service in served))
        return [person for person in waiting.values() if person.service in services]

    def _past_median(self, scope: str, service: int, length: int) -> float:
        """The median for this length of the queue, or for the nearest shorter one with data."""
        for fewer in range(length, -1, -1):
            if past := self._by_length.get(_key(scope, service, fewer)):
                return median(past)
        return 0.0


def _key(scope: str, service: int, length: int) -> tuple[str, int, int]:
    return scope, EVERYWHERE if scope == "office" else service, length


def _best_factor(pairs: Iterable[tuple[float, float]]) -> float:
    """The factor with the least absolute error: the median of waited / said, weighted by said."""
    ratios = sorted((waited / said, said) for said, waited in pairs if said > 0)
    half, so_far = sum(said for _, said in ratios) / 2, 0.0
    for ratio, said in ratios:
        so_far += said
        if so_far >= half:
            return ratio
    return 1.0
