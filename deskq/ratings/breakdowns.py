"""Ratings by service, counter, ending and source: the small groups covered, none to be had by subtraction. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from deskq.ratings import disclosure_control, scoring
from deskq.ratings.result_queries import Given, Visits
from deskq.ratings.scoring import Figure

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row(Generic[K]):
    """A group of visits. Of a ``hidden`` one nothing of its ratings is told; ``n`` are those its figure is of."""

    key: K
    visits: int
    hidden: bool
    n: int | None
    response: float | None
    figure: Figure | None


def ended(visits: Iterable[Visits], key: Callable[[Visits], K], known: Iterable[K] = ()) -> Counter[K]:
    found: Counter[K] = Counter(dict.fromkeys(known, 0))
    for row in visits:
        found[key(row)] += row.times
    return found


def rows(
    counted: Sequence[Given],
    key: Callable[[Given], K],
    ended: Counter[K],
    shown: Callable[[Sequence[Given]], Sequence[Given]],
    least: int,
    covered: Collection[K],
) -> list[Row[K]]:
    """The groups of a whole, the small ones and ``covered`` hidden, and others where those could be worked out."""
    groups: dict[K, list[Given]] = defaultdict(list)
    for row in counted:
        groups[key(row)].append(row)
    told = {name: shown(groups[name]) for name in [*ended, *(name for name in groups if name not in ended)]}
    hidden = disclosure_control.hidden({name: len(mine) for name, mine in told.items()}, least, covered)
    found = []
    for name, mine in told.items():
        visits = ended[name]
        if name in hidden:
            found.append(Row(name, visits, True, None, None, None))
        else:
            response = min(1.0, len(groups[name]) / visits) if visits else None
            found.append(
                Row(name, visits, False, len(mine), response, scoring.of_answers([row.score for row in mine], least))
            )
    return found
