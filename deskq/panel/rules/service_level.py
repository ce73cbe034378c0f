"""Service level: the share of visitors who were first called within a number of seconds."""

from collections.abc import Iterable
from dataclasses import dataclass

#: A share of fewer visitors says little, and is marked as such.
FEW = 5


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """Of ``known`` visitors ``in_time`` were first called in time. Known are those who were called, and those who wait
    for the first call and are too late already: without them the level would look best while nobody is called."""

    in_time: int
    known: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 80 is never shown for less; None while nobody is known."""
        return 100 * self.in_time // self.known if self.known else None

    @property
    def few(self) -> bool:
        return self.known < FEW

    def misses(self, percent: int) -> bool:
        """Whether enough visitors are known and fewer than ``percent`` of them were called in time."""
        return not self.few and 100 * self.in_time < percent * self.known

    def __add__(self, other: "ServiceLevel") -> "ServiceLevel":
        return ServiceLevel(self.in_time + other.in_time, self.known + other.known)


NOBODY = ServiceLevel(0, 0)


def level(first_waits: Iterable[int], waiting: Iterable[int], seconds: int) -> ServiceLevel:
    """``first_waits`` of those who were called, in seconds, and how long the others have waited for their first call. A
    wait of exactly ``seconds`` is in time."""
    called = [wait <= seconds for wait in first_waits]
    late = sum(wait > seconds for wait in waiting)
    return ServiceLevel(sum(called), len(called) + late)
