"""Service level: the share of visitors who were first called within the seconds of the target. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

SECOND = 1_000_000  #: in microseconds
#: A share of fewer visitors says little, and is marked as such.
FEW = 5


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """Of ``known`` visitors ``in_time`` were first called in time. Known are those of whom ``in_time`` says something:
    without those who were never called, the level would look best while nobody is called and everybody gives up."""

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


def in_time(first_wait: int | None, uncalled: int, seconds: int) -> bool | None:
    """Whether one visitor was first called within ``seconds``; exactly so many are in time. ``first_wait`` until the
    first call; ``uncalled``: of who was never called, how long they have waited, or had when they left. Both in
    microseconds. Who waits or left uncalled after the target was not called in time; None of who may still be, or left
    before."""
    target = seconds * SECOND
    if first_wait is not None:
        return first_wait <= target
    return None if uncalled <= target else False


def level(visitors: Iterable[bool | None]) -> ServiceLevel:
    """Of visitors as ``in_time`` judges each."""
    known = [one for one in visitors if one is not None]
    return ServiceLevel(sum(known), len(known))
