"""What like applications say of a promise: the days within which eight in ten were answered, the chance of a date."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskq.core.quantiles import quantile

#: Of fewer cases nothing is said.
FEWEST = 10
#: Days back that count as now: half a year.
LOOK_BACK = 183


@dataclass(frozen=True, slots=True)
class Outlook:
    """``n`` like applications. ``p80``: working days within which eight in ten were answered; ``kept`` of ``n`` were
    answered within the days of the date asked for, ``allowed``."""

    n: int
    p80: int
    kept: int
    allowed: int

    @property
    def of_ten(self) -> int:
        """In words of ten, rounded half up; never all or none where one was different."""
        if self.kept in (0, self.n):
            return 10 * self.kept // self.n
        return min(9, max(1, (20 * self.kept + self.n) // (2 * self.n)))


@dataclass(frozen=True, slots=True)
class Usual:
    """How long something takes as a rule, in working days: half of ``n`` within ``median``, nine in ten within
    ``p90``."""

    n: int
    median: int
    p90: int


def nine_in_ten(lengths: Mapping[int, int]) -> int | None:
    """The shortest length that nine in ten do not exceed; None of too few."""
    return quantile(lengths, 0.9) if sum(lengths.values()) >= FEWEST else None


def half_and_nine_in_ten(lengths: Mapping[int, int]) -> tuple[int, int]:
    """The two ends of a bar: the lengths that half and nine in ten do not exceed. Of too few, half twice; 0 of
    nothing."""
    half, most = quantile(lengths, 0.5) or 0, nine_in_ten(lengths)
    return half, half if most is None else most


def outlook(lengths: Mapping[int, int], allowed: int, used: int = 0) -> Outlook | None:
    """``lengths``: {working days in the town's hands: like applications}; ``allowed`` of such days until the date, and
    ``used`` so far: only those count that were not answered sooner. None of too few."""
    alike = {length: many for length, many in lengths.items() if length >= used}
    n, p80 = sum(alike.values()), quantile(alike, 0.8)
    if n < FEWEST or p80 is None:
        return None
    return Outlook(n, p80, sum(many for length, many in alike.items() if length <= allowed), allowed)


def usual(lengths: Mapping[int, int]) -> Usual | None:
    """None of too few."""
    n, median, p90 = sum(lengths.values()), quantile(lengths, 0.5), quantile(lengths, 0.9)
    if n < FEWEST or median is None or p90 is None:
        return None
    return Usual(n, median, p90)
