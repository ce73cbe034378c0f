"""Four simpler rules to be measured by, each in three scopes: the whole office, the visitor's own service, and the
counters that serve it with all who wait for them.

Rolling mean, and last to enter service (LES), head of line (HOL) and queue length, after Ibrahim and Whitt (2009),
"Real-time delay estimation based on delay history".
"""

from collections import defaultdict, deque
from collections.abc import Iterator

from deskq.estimate.snapshot import Hall

RULES = ("rolling mean", "last called (LES)", "head of line (HOL)", "queue length")
ROLLING = 10
VISITS = 200
EVERYWHERE = -1


class Simple:
    """What the simpler rules remember. Waits are forgotten overnight, lengths of visits are not."""

    def __init__(self) -> None:
        self._waits: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=ROLLING))
        self._visits: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=VISITS))

    def begin_day(self) -> None:
        self._waits.clear()

    def learn_wait(self, service: int, seconds: float) -> None:
        for scope in (EVERYWHERE, service):
            self._waits[scope].append(seconds)

    def learn_visit(self, service: int, seconds: float) -> None:
        for scope in (EVERYWHERE, service):
            self._visits[scope].append(seconds)

    def guesses(self, hall: Hall, service: int) -> Iterator[tuple[str, str, float]]:
        """(rule, scope, seconds) for someone who comes now."""
        mine = [desk for desk in hall.desks if service in desk.ranks]
        shared = {other for desk in mine for other in desk.ranks}
        scopes = (("office", None, hall.desks), ("service", {service}, mine), ("counters", shared, mine))
        for name, services, desks in scopes:
            scope = EVERYWHERE if services is None else service
            line = [person for person in hall.people if services is None or person.service in services]
            waits, visits = self._waits[scope], self._visits[scope] or self._visits[EVERYWHERE]
            mean = sum(visits) / len(visits) if visits else 0.0
            yield RULES[0], name, sum(waits) / len(waits) if waits else 0.0
            yield RULES[1], name, waits[-1] if waits else 0.0
            yield RULES[2], name, hall.now - min((person.arrived for person in line), default=hall.now)
            yield RULES[3], name, len(line) * mean / max(1, len(desks))
