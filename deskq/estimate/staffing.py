"""When each counter is staffed, learned from past days: first call and last finish by weekday."""

from collections import defaultdict, deque
from collections.abc import Sequence
from statistics import median

from deskq.estimate.durations import DAY, HOUR

MAX_DAYS = 8  # days stored per weekday
MIN_DAYS = 3  # of one weekday; with fewer, all days are used
EARLY_LEAVE = HOUR  # a counter left this much earlier than the others has its own shift
DayHours = dict[int, tuple[float, float]]  # {counter: first call, last finish}, seconds of one day


class StaffedHours:
    """Usual hours of each counter; what is noted today counts from tomorrow on."""

    def __init__(self) -> None:
        self._days: dict[int, deque[DayHours]] = defaultdict(lambda: deque(maxlen=MAX_DAYS))
        self._recent: deque[DayHours] = deque(maxlen=MAX_DAYS)
        self._today: DayHours = {}
        self._leaves: dict[int, float | None] = {}
        self._day = -1

    def begin_day(self, day: int) -> None:
        if self._today:
            self._days[self._day % 7].append(self._today)
            self._recent.append(self._today)
        self._day, self._today, self._leaves = day, {}, {}

    def note(self, counter: int, at: float) -> None:
        """The counter is staffed at this moment."""
        first, _ = self._today.get(counter, (at % DAY, 0.0))
        self._today[counter] = first, at % DAY

    def opens(self, counter: int) -> float | None:
        """From when the counter is usually staffed on such a weekday; None if it mostly is not. Earlier than most first
        calls, because a first call waits for a visitor."""
        there = sorted(day[counter][0] for day in self._past() if counter in day)
        return self._day * DAY + there[len(there) // 3] if 2 * len(there) > len(self._past()) else None

    def leaves(self, counter: int) -> float | None:
        """When it is left at the latest, if that is long before the others; else None."""
        if counter not in self._leaves:
            self._leaves[counter] = self._latest_finish(counter)
        return self._leaves[counter]

    def _latest_finish(self, counter: int) -> float | None:
        past = self._past()
        there = [day[counter][1] for day in past if counter in day]
        if len(there) < MIN_DAYS:
            return None
        ends = median(max(end for _, end in day.values()) for day in past)
        return self._day * DAY + max(there) if max(there) < ends - EARLY_LEAVE else None

    def _past(self) -> Sequence[DayHours]:
        same = self._days[self._day % 7]
        return same if len(same) >= MIN_DAYS else self._recent
