"""Results by service, counter, ending and source, with small groups hidden. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from deskq.ratings.results import disclosure_control, scoring
from deskq.ratings.results.queries import RatingRow, VisitCount
from deskq.ratings.results.scoring import Figure

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class GroupResult(Generic[K]):
    """Result of one group of visits. A ``hidden`` one has no ``n``, ``response`` or ``figure``; ``n``: ratings in the
    figure."""

    key: K
    visits: int
    hidden: bool
    n: int | None
    response: float | None
    figure: Figure | None


def count_visits(visits: Iterable[VisitCount], key: Callable[[VisitCount], K], known: Iterable[K] = ()) -> Counter[K]:
    found: Counter[K] = Counter(dict.fromkeys(known, 0))
    for row in visits:
        found[key(row)] += row.times
    return found


def group_results(
    counted: Sequence[RatingRow],
    key: Callable[[RatingRow], K],
    ended: Counter[K],
    shown: Callable[[Sequence[RatingRow]], Sequence[RatingRow]],
    least: int,
    covered: Collection[K],
) -> list[GroupResult[K]]:
    """Results of all groups; the small ones, the ``covered`` ones, and others needed to protect them, are hidden."""
    groups: dict[K, list[RatingRow]] = defaultdict(list)
    for row in counted:
        groups[key(row)].append(row)
    shown_ratings = {name: shown(groups[name]) for name in [*ended, *(name for name in groups if name not in ended)]}
    hidden = disclosure_control.hidden_groups({name: len(mine) for name, mine in shown_ratings.items()}, least, covered)
    results = []
    for name, mine in shown_ratings.items():
        visits = ended[name]
        if name in hidden:
            results.append(GroupResult(name, visits, True, None, None, None))
        else:
            response = min(1.0, len(groups[name]) / visits) if visits else None
            results.append(
                GroupResult(
                    name, visits, False, len(mine), response, scoring.score_question([row.score for row in mine], least)
                )
            )
    return results
