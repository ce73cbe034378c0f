"""Idle times of counters: from a finish to the next call, breaks, and how late people return from them."""

from collections import defaultdict, deque

from deskq.estimate.durations import DAY, TABLE_SIZE, quantiles

LONGEST_GAP = 240.0  # a counter that lets people wait longer than this is away
GAP = [5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0]
REACTION = [3.0, 5.0, 8.0, 12.0, 15.0, 20.0, 30.0, 45.0]
ABSENCE = [300.0, 600.0, 720.0, 900.0, 1200.0]
LATENESS = [0.0, 0.0, 30.0, 60.0, 120.0, 240.0]
MAX_SAMPLES = 200
NEVER = float("inf")


class IdleTimes:
    """Learned one by one; with fewer than a dozen samples, defaults are mixed in.

    People take breaks at about the same time every day, once in the morning and once at noon. So for a counter's first,
    second, third break of a day the time of day is stored, and ``NEVER`` when the day ended without it.
    """

    def __init__(self) -> None:
        self._gaps: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._reactions: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._away: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._late: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._starts: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_SAMPLES))
        self._taken: dict[int, int] = {}
        self._day = -1

    def learn_gap(self, counter: int, seconds: float, at: float) -> None:
        """From a finish to the next call ``at``, while somebody waited. A long gap is a break."""
        self._start_day(at)
        self._taken.setdefault(counter, 0)
        if seconds > LONGEST_GAP:
            self.learn_break(counter, at - seconds, seconds)
        else:
            self._gaps.append(seconds)

    def learn_break(self, counter: int, began: float, seconds: float) -> None:
        """A break of ``seconds`` that began at ``began``."""
        self._start_day(began)
        self._starts[self.breaks_today(counter, began)].append(began % DAY)
        self._taken[counter] = self._taken.get(counter, 0) + 1
        self._away.append(seconds)

    def learn_reaction(self, seconds: float) -> None:
        """From an arrival to the call, while a counter for it was free."""
        if seconds <= LONGEST_GAP:
            self._reactions.append(seconds)

    def learn_return(self, late: float) -> None:
        """How many seconds later than declared a break ended."""
        self._late.append(late)

    def _start_day(self, at: float) -> None:
        if int(at // DAY) == self._day:
            return
        for taken in self._taken.values():
            self._starts[taken].append(NEVER)
        self._day, self._taken = int(at // DAY), {}

    def breaks_today(self, counter: int, now: float) -> int:
        """Number of breaks of a counter that ended today."""
        return self._taken.get(counter, 0) if int(now // DAY) == self._day else 0

    def next_break(self, taken: int, now: float) -> list[float]:
        """Equally likely seconds until the next break begins, after ``taken`` breaks today; may include ``NEVER``."""
        hour = now % DAY
        return sorted(start - hour for start in self._starts[taken] if start > hour) if taken in self._starts else []

    def gaps(self) -> list[float]:
        """``TABLE_SIZE`` equally likely gaps in seconds, ascending."""
        return quantiles(_with_defaults(self._gaps, GAP), TABLE_SIZE)

    def reactions(self) -> list[float]:
        return quantiles(_with_defaults(self._reactions, REACTION), TABLE_SIZE)

    def away(self) -> list[float]:
        return quantiles(_with_defaults(self._away, ABSENCE), TABLE_SIZE)

    def lateness(self) -> list[float]:
        return quantiles(_with_defaults(self._late, LATENESS), TABLE_SIZE)


def _with_defaults(learned: deque[float], before: list[float]) -> list[float]:
    return list(learned) if len(learned) >= 12 else before + list(learned)
