"""The last two hours in steps of ten minutes: how many arrived, how many waited, the longest wait. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STEP = timedelta(minutes=10)
STEPS = 12
EPOCH_SECONDS = int(STEP.total_seconds())


@dataclass(frozen=True, slots=True)
class Wait:
    """One interval of waiting; ``ended`` is None while it lasts. ``before``: how long the ticket had waited earlier."""

    began: datetime
    ended: datetime | None
    before: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Step:
    """From ``begins`` on ``arrivals`` came until ``at``; at that moment so many were ``waiting``, one of them for
    ``longest`` seconds, all its intervals of waiting together. ``whole``: ten minutes, or the last one, which runs."""

    begins: datetime
    at: datetime
    arrivals: int
    waiting: int
    longest: int

    @property
    def whole(self) -> bool:
        return self.at - self.begins == STEP


def begins(now: datetime) -> datetime:
    """When the first step begins: on a whole ten minutes, two hours before the end of the step that runs now."""
    over = now.timestamp() % EPOCH_SECONDS
    end = now if over == 0 else now + timedelta(seconds=EPOCH_SECONDS - over)
    return end - STEPS * STEP


def steps(arrivals: Iterable[datetime], waits: Sequence[Wait], now: datetime) -> list[Step]:
    """``arrivals`` and ``waits`` of at least the last two hours, in any order. Who is called in a moment does not wait
    in it any more; who arrives in it waits."""
    first = begins(now)
    came = [0] * STEPS
    for arrived in arrivals:
        if first <= arrived <= now:
            came[min(STEPS - 1, (arrived - first) // STEP)] += 1
    found = []
    for number, arrived_here in enumerate(came):
        start = first + number * STEP
        at = min(start + STEP, now)
        there = [wait for wait in waits if wait.began <= at and (wait.ended is None or wait.ended > at)]
        longest = max((wait.before + (at - wait.began) for wait in there), default=timedelta())
        found.append(Step(start, at, arrived_here, len(there), int(longest.total_seconds())))
    return found
