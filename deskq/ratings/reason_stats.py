"""Which reasons the satisfied and the dissatisfied name; small groups covered. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from deskq.ratings import confidence, disclosure_control
from deskq.ratings.confidence import Share
from deskq.ratings.questionnaire import REASONS
from deskq.ratings.result_queries import Given

#: {side: scores of it}; who found it fair is on neither.
SIDES = {"dissatisfied": (1, 2), "satisfied": (4, 5)}
#: A side, and a reason or "" for all of the side that gave any.
Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """Of ``n`` who gave a reason the share that named each; None where that is not shown."""

    n: int
    named: Mapping[str, Share | None]


def sides(
    counted: Iterable[Given],
    shown: Callable[[Sequence[Given]], Sequence[Given]],
    least: int,
    covered: Collection[Group],
) -> dict[str, Side | None]:
    """A side of too few is None; of the others the reasons that few named are hidden, and those that would give a few
    away."""
    given = list(counted)
    return {
        side: _side(shown([row for row in given if row.score in scores and row.reasons]), side, least, covered)
        for side, scores in SIDES.items()
    }


def _side(told: Sequence[Given], side: str, least: int, covered: Collection[Group]) -> Side | None:
    if len(told) < least or (side, "") in covered:
        return None
    counts = Counter(reason for row in told for reason in row.reasons.split(","))
    sizes = {reason: counts[reason] for reason in REASONS}
    hidden = disclosure_control.hidden(sizes, least, {reason for one, reason in covered if one == side})
    named = {
        reason: None if reason in hidden else confidence.share(size, len(told), least) for reason, size in sizes.items()
    }
    return Side(len(told), named)


def groups(score: int, reasons: str) -> list[Group]:
    """The groups a rating is counted in."""
    side = next((side for side, scores in SIDES.items() if score in scores), None)
    return [(side, reason) for reason in ("", *reasons.split(","))] if side and reasons else []
