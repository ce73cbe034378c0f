"""When each counter is manned, from the days that are over: its first call and its last finish by weekday."""

from collections import defaultdict, deque
from collections.abc import Sequence
from statistics import median

from deskq.estimate.durations import DAY, HOUR

KEPT = 8  # days of a weekday
ENOUGH = 3  # of one weekday; before, all days count alike
SHIFT = HOUR  # who leaves so much earlier than the others has a shift of their own
Manned = dict[int, tuple[float, float]]  # {counter: first call, last finish}, seconds of one day


class Rota:
    """``hours`` of a counter today; what happens today is noted and counts from tomorrow on."""

    def __init__(self) -> None:
        self._days: dict[int, deque[Manned]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._recent: deque[Manned] = deque(maxlen=KEPT)
        self._today: Manned = {}
        self._leaves: dict[int, float | None] = {}
        self._day = -1

    def begin_day(self, day: int) -> None:
        if self._today:
            self._days[self._day % 7].append(self._today)
            self._recent.append(self._today)
        self._day, self._today, self._leaves = day, {}, {}

    def note(self, desk: int, at: float) -> None:
        """Somebody was at this counter."""
        first, _ = self._today.get(desk, (at % DAY, 0.0))
        self._today[desk] = first, at % DAY

    def opens(self, desk: int) -> float | None:
        """From when on it is usually manned on such a day; None where it mostly is not. Earlier than most first calls,
        for those wait for a visitor."""
        there = sorted(day[desk][0] for day in self._past() if desk in day)
        return self._day * DAY + there[len(there) // 3] if 2 * len(there) > len(self._past()) else None

    def leaves(self, desk: int) -> float | None:
        """When it is left at the latest, if that is long before the others."""
        if desk not in self._leaves:
            self._leaves[desk] = self._latest_finish(desk)
        return self._leaves[desk]

    def _latest_finish(self, desk: int) -> float | None:
        past = self._past()
        there = [day[desk][1] for day in past if desk in day]
        if len(there) < ENOUGH:
            return None
        ends = median(max(end for _, end in day.values()) for day in past)
        return self._day * DAY + max(there) if max(there) < ends - SHIFT else None

    def _past(self) -> Sequence[Manned]:
        same = self._days[self._day % 7]
        return same if len(same) >= ENOUGH else self._recent
