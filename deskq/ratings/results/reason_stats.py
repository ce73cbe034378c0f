"""How often satisfied and dissatisfied visitors name each reason, with small groups hidden. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from deskq.ratings.questionnaire import REASONS
from deskq.ratings.results import confidence, disclosure_control
from deskq.ratings.results.confidence import Share
from deskq.ratings.results.queries import RatingRow

#: {side: its scores}; a score of 3 is on neither side.
SIDES = {"dissatisfied": (1, 2), "satisfied": (4, 5)}
#: (side, reason), or (side, "") for all ratings of the side that named a reason.
Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReasonShares:
    """``named``: {reason: share of the ``n`` ratings with reasons that named it, None when hidden}."""

    n: int
    named: Mapping[str, Share | None]


def reason_shares(
    counted: Iterable[RatingRow],
    shown: Callable[[Sequence[RatingRow]], Sequence[RatingRow]],
    least: int,
    covered: Collection[Group],
) -> dict[str, ReasonShares | None]:
    """{side: shares}; None for a side with too few ratings. Reasons named by few, and those that would reveal them, are
    hidden."""
    rows = list(counted)
    return {
        side: _shares_of_side(shown([row for row in rows if row.score in scores and row.reasons]), side, least, covered)
        for side, scores in SIDES.items()
    }


def _shares_of_side(
    released: Sequence[RatingRow], side: str, least: int, covered: Collection[Group]
) -> ReasonShares | None:
    if len(released) < least or (side, "") in covered:
        return None
    counts = Counter(reason for row in released for reason in row.reasons.split(","))
    sizes = {reason: counts[reason] for reason in REASONS}
    hidden = disclosure_control.hidden_groups(sizes, least, {reason for one, reason in covered if one == side})
    named = {
        reason: None if reason in hidden else confidence.share(size, len(released), least)
        for reason, size in sizes.items()
    }
    return ReasonShares(len(released), named)


def groups_of(score: int, reasons: str) -> list[Group]:
    """The groups a rating belongs to; ``reasons`` comma-separated."""
    side = next((side for side, scores in SIDES.items() if score in scores), None)
    return [(side, reason) for reason in ("", *reasons.split(","))] if side and reasons else []
