"""Four baselines to compare with, each in three scopes: the whole office, the visitor's own service, and the counters
that serve it with everybody who waits for them.

Rolling mean, last to enter service (LES), head of line (HOL) and queue length, after Ibrahim and Whitt (2009),
"Real-time delay estimation based on delay history".
"""

from collections import defaultdict, deque
from collections.abc import Iterator

from deskq.estimate.snapshot import OfficeSnapshot

RULES = ("rolling mean", "last called (LES)", "head of line (HOL)", "queue length")
ROLLING = 10
MAX_VISITS = 200
EVERYWHERE = -1


class Baselines:
    """State of the baselines. Waits are forgotten overnight, service times are not."""

    def __init__(self) -> None:
        self._waits: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=ROLLING))
        self._visits: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_VISITS))

    def begin_day(self) -> None:
        self._waits.clear()

    def learn_wait(self, service: int, seconds: float) -> None:
        for scope in (EVERYWHERE, service):
            self._waits[scope].append(seconds)

    def learn_visit(self, service: int, seconds: float) -> None:
        for scope in (EVERYWHERE, service):
            self._visits[scope].append(seconds)

    def predictions(self, snapshot: OfficeSnapshot, service: int) -> Iterator[tuple[str, str, float]]:
        """(rule, scope, seconds) for a visitor who arrives now."""
        mine = [counter for counter in snapshot.counters if service in counter.ranks]
        shared = {other for counter in mine for other in counter.ranks}
        scopes = (("office", None, snapshot.counters), ("service", {service}, mine), ("counters", shared, mine))
        for name, services, counters in scopes:
            scope = EVERYWHERE if services is None else service
            line = [person for person in snapshot.people if services is None or person.service in services]
            waits, visits = self._waits[scope], self._visits[scope] or self._visits[EVERYWHERE]
            mean = sum(visits) / len(visits) if visits else 0.0
            yield RULES[0], name, sum(waits) / len(waits) if waits else 0.0
            yield RULES[1], name, waits[-1] if waits else 0.0
            yield RULES[2], name, snapshot.now - min((person.arrived for person in line), default=snapshot.now)
            yield RULES[3], name, len(line) * mean / max(1, len(counters))
