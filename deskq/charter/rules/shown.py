"""What is shown of a figure, and when a report is late. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

#: The smallest count that is published (R30), as in all public figures.
LEAST = 5
#: An announced report is near so many days before its day.
NEAR = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Shown:
    """``value``: a percentage or a score of 100, None while it is hidden; ``n``: of how many, None while that is hidden
    too. ``period``: a season (14053) or a half-year (14051)."""

    value: int | None
    n: int | None
    period_kind: str
    period: int

    def is_met(self, target: int) -> bool:
        return self.value is not None and self.value >= target


def of_share(hits: int | None, n: int | None, kind: str, period: int) -> Shown:
    """``hits``: None where the share is hidden."""
    value = None if hits is None or not n else round(100 * hits / n)
    return Shown(value, n or None, kind, period)


def days_late(announced: date | None, published: date) -> int:
    """How many days after the announced day a report came; 0 in time, or where no day was announced."""
    return max((published - announced).days, 0) if announced is not None else 0


def state(announced: date, today: date) -> str:
    """far, near or missed, of a report that is not published yet."""
    if today > announced:
        return "missed"
    return "near" if today >= announced - NEAR else "far"
