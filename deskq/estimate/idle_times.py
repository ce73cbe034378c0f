"""What passes at a counter between visitors: from a finish to the next call, breaks, and how late people come back."""

from collections import defaultdict, deque

from deskq.estimate.durations import DAY, SIZE, quantiles

LONGEST_GAP = 240.0  # a counter that lets people wait longer than this is away
GAP = [5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0]
REACTION = [3.0, 5.0, 8.0, 12.0, 15.0, 20.0, 30.0, 45.0]
AWAY = [300.0, 600.0, 720.0, 900.0, 1200.0]
LATE = [0.0, 0.0, 30.0, 60.0, 120.0, 240.0]
KEPT = 200
NEVER = float("inf")


class Pauses:
    """Learned one by one; until there are a dozen, modest defaults stand in.

    People pause about the same time every day, once in the morning and once at noon. So of each counter's first,
    second, third pause of a day the hour is kept, and ``NEVER`` when the day ended without it.
    """

    def __init__(self) -> None:
        self._gaps: deque[float] = deque(maxlen=KEPT)
        self._reactions: deque[float] = deque(maxlen=KEPT)
        self._away: deque[float] = deque(maxlen=KEPT)
        self._late: deque[float] = deque(maxlen=KEPT)
        self._starts: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._taken: dict[int, int] = {}
        self._day = -1

    def learn_gap(self, desk: int, seconds: float, at: float) -> None:
        """From a finish to the next call ``at`` a counter, while somebody waited for it. A long one is a pause."""
        self._turn_page(at)
        self._taken.setdefault(desk, 0)
        if seconds > LONGEST_GAP:
            self.learn_break(desk, at - seconds, seconds)
        else:
            self._gaps.append(seconds)

    def learn_break(self, desk: int, began: float, seconds: float) -> None:
        self._turn_page(began)
        self._starts[self.taken(desk, began)].append(began % DAY)
        self._taken[desk] = self._taken.get(desk, 0) + 1
        self._away.append(seconds)

    def learn_reaction(self, seconds: float) -> None:
        """From an arrival to the call, while a counter for it was free."""
        if seconds <= LONGEST_GAP:
            self._reactions.append(seconds)

    def learn_return(self, late: float) -> None:
        """How much later than declared a break ended."""
        self._late.append(late)

    def _turn_page(self, at: float) -> None:
        if int(at // DAY) == self._day:
            return
        for taken in self._taken.values():
            self._starts[taken].append(NEVER)
        self._day, self._taken = int(at // DAY), {}

    def taken(self, desk: int, now: float) -> int:
        """Pauses of a counter that ended today."""
        return self._taken.get(desk, 0) if int(now // DAY) == self._day else 0

    def next_break(self, taken: int, now: float) -> list[float]:
        """Equally likely seconds until the next pause begins, after ``taken`` today; ``NEVER`` among them."""
        hour = now % DAY
        return sorted(start - hour for start in self._starts[taken] if start > hour) if taken in self._starts else []

    def gaps(self) -> list[float]:
        """``SIZE`` equally likely gaps, the shortest first."""
        return quantiles(_or(self._gaps, GAP), SIZE)

    def reactions(self) -> list[float]:
        return quantiles(_or(self._reactions, REACTION), SIZE)

    def away(self) -> list[float]:
        return quantiles(_or(self._away, AWAY), SIZE)

    def lateness(self) -> list[float]:
        return quantiles(_or(self._late, LATE), SIZE)


def _or(learned: deque[float], before: list[float]) -> list[float]:
    return list(learned) if len(learned) >= 12 else before + list(learned)
