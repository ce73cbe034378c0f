"""What the desk itself measured, to stand beside what visitors felt. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from deskq.ratings.spread import Interval, wilson

#: Outcomes after which the visitor has to come again, or to go elsewhere.
AGAIN = ("documents_missing", "not_possible", "referred")


class Ended(Protocol):
    @property
    def outcome(self) -> str | None: ...
    @property
    def times(self) -> int: ...


class Said(Protocol):
    @property
    def score(self) -> int: ...
    @property
    def reasons(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Share:
    """So many of ``n``, with Wilson's interval."""

    hits: int
    n: int
    interval: Interval

    @property
    def share(self) -> float:
        return self.hits / self.n


@dataclass(frozen=True, slots=True)
class Measured:
    """Half of the visitors were called within ``half`` minutes, nine of ten within ``most``. ``waiting_named``: of bad
    ratings (1 and 2) with reasons those that name the waiting. ``again``: visits whose work was not done then."""

    called: int
    half: int | None
    most: int | None
    waiting_named: Share | None
    again: Share | None


def measured(waits: Counter[int], visits: Sequence[Ended], told: Sequence[Said], least: int) -> Measured:
    bad = [row.reasons.split(",") for row in told if row.score <= 2 and row.reasons]
    known = [row for row in visits if row.outcome in (*AGAIN, "done")]
    return Measured(
        called=waits.total(),
        half=quantile(waits, 0.5),
        most=quantile(waits, 0.9),
        waiting_named=_share(sum("waiting" in named for named in bad), len(bad), least),
        again=_share(sum(row.times for row in known if row.outcome in AGAIN), sum(row.times for row in known), least),
    )


def quantile(counts: Counter[int], share: float) -> int | None:
    """The smallest value that ``share`` of all do not exceed."""
    wanted, seen = ceil(counts.total() * share), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return value
    return None


def _share(hits: int, n: int, least: int) -> Share | None:
    return Share(hits, n, wilson(hits, n)) if n >= least else None
