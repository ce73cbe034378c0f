"""Measured figures shown beside the ratings: waits, repeat visits, kept promises. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from deskq.core.quantiles import quantile
from deskq.ratings.results import confidence
from deskq.ratings.results.confidence import Share
from deskq.ratings.rules import COULD_NOT

#: Outcomes after which the visitor has to come again or go elsewhere.
UNFINISHED_OUTCOMES = (*COULD_NOT, "referred")


class VisitOutcome(Protocol):
    @property
    def outcome(self) -> str | None: ...
    @property
    def times(self) -> int: ...


class KeptPromises(NamedTuple):
    """(kept, total) of predicted waits of visitors, and of promised dates of messages."""

    waits: tuple[int, int]
    dates: tuple[int, int]


class Waits(Protocol):
    """{whole minutes, rounded up: number of called visitors}: until the first call, and all intervals of waiting
    together."""

    @property
    def first(self) -> Counter[int]: ...
    @property
    def total(self) -> Counter[int]: ...


class WaitQuantiles(NamedTuple):
    """Minutes that 50 % and 90 % of the visitors waited at most; None when nobody was called."""

    half: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class ServiceMetrics:
    """``first_wait``: wait until the first call of the ``called`` visitors; ``total_wait``: including waiting after a
    transfer or a return. ``again``: visits whose work was not done. ``in_time``: visitors called within the time
    predicted on arrival. ``answered``: messages answered by the first promised date."""

    called: int
    first_wait: WaitQuantiles
    total_wait: WaitQuantiles
    again: Share | None
    in_time: Share | None
    answered: Share | None


def service_metrics(waits: Waits, visits: Sequence[VisitOutcome], promises: KeptPromises, least: int) -> ServiceMetrics:
    known = [row for row in visits if row.outcome in (*UNFINISHED_OUTCOMES, "done")]
    again = sum(row.times for row in known if row.outcome in UNFINISHED_OUTCOMES)
    return ServiceMetrics(
        called=waits.first.total(),
        first_wait=_quantiles(waits.first),
        total_wait=_quantiles(waits.total),
        again=confidence.share(again, sum(row.times for row in known), least),
        in_time=confidence.share(*promises.waits, least),
        answered=confidence.share(*promises.dates, least),
    )


def _quantiles(minutes: Counter[int]) -> WaitQuantiles:
    return WaitQuantiles(quantile(minutes, 0.5), quantile(minutes, 0.9))
