"""What is shown of groups, so that nobody's single rating can be worked out. Pure.

Three covers: no group under ``least``; never just one hidden beside a total, nor one month beside its half-year; and in
a period that still runs only whole groups, the newest kept back, so that a figure never moves by one rating.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


def hidden(sizes: Mapping[K, int], least: int, more: Collection[K] = ()) -> set[K]:
    """The groups of a whole that are not shown, when the whole is. Those under ``least`` first, and ``more`` that must
    not be; then, while what is hidden could be had by subtraction (one group alone, or fewer than ``least`` together),
    the smallest of the rest."""
    under = {key for key, size in sizes.items() if 0 < size < least or (size and key in more)}
    shown = sorted((size, str(key), key) for key, size in sizes.items() if size and key not in under)
    while under and _tells(sizes, under, least) and shown:
        under.add(shown.pop(0)[2])
    return under


def _tells(sizes: Mapping[K, int], under: set[K], least: int) -> bool:
    return len(under) < 2 or sum(sizes[key] for key in under) < least


def released(rows: Sequence[R], group: int) -> Sequence[R]:
    """Of rows in the order of their coming those that are shown while more may come: whole groups, with at least one
    group kept back, so that the end of the period too brings at least a whole group at once."""
    return rows[: max(0, (len(rows) - group) // group * group)]


def by_time(counts: Iterable[tuple[K, int, int]], month: int, least: int) -> set[K]:
    """Of (group, month, ratings) of one half-year the groups not shown in ``month``: the half-year is shown too, and
    whoever takes the other months from it must not be left with a small one."""
    of_group: dict[K, Counter[int]] = defaultdict(Counter)
    for key, when, count in counts:
        of_group[key][when] += count
    return {key for key, sizes in of_group.items() if month in hidden(sizes, least)}
