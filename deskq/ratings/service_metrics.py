"""What the desk itself measured, to stand beside what visitors felt. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple, Protocol

from deskq.ratings import confidence
from deskq.ratings.confidence import Share
from deskq.ratings.rules import COULD_NOT

#: Outcomes after which the visitor has to come again, or to go elsewhere.
AGAIN = (*COULD_NOT, "referred")


class Ended(Protocol):
    @property
    def outcome(self) -> str | None: ...
    @property
    def times(self) -> int: ...


class Promises(NamedTuple):
    """(kept, of so many): waits told to those who came, dates told to those who wrote."""

    waits: tuple[int, int]
    dates: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """Half of the visitors were called within ``half`` minutes, nine of ten within ``most``. ``again``: visits whose
    work was not done then. ``in_time``: visitors called within the time they were told as they came. ``answered``:
    messages answered by the date promised first."""

    called: int
    half: int | None
    most: int | None
    again: Share | None
    in_time: Share | None
    answered: Share | None


def measured(waits: Counter[int], visits: Sequence[Ended], promises: Promises, least: int) -> Measured:
    known = [row for row in visits if row.outcome in (*AGAIN, "done")]
    again = sum(row.times for row in known if row.outcome in AGAIN)
    return Measured(
        called=waits.total(),
        half=quantile(waits, 0.5),
        most=quantile(waits, 0.9),
        again=confidence.share(again, sum(row.times for row in known), least),
        in_time=confidence.share(*promises.waits, least),
        answered=confidence.share(*promises.dates, least),
    )


def quantile(counts: Counter[int], share: float) -> int | None:
    """The smallest value that ``share`` of all do not exceed."""
    wanted, seen = ceil(counts.total() * share), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return value
    return None
