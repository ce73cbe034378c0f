"""What is shown of groups, so that nobody's single rating can be worked out. Pure.

Three covers: no group under ``least``; never just one hidden beside a total; and in a period that still runs only whole
groups, the newest kept back, so that a figure never moves by one rating.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


def hidden(sizes: Mapping[K, int], least: int) -> set[K]:
    """The groups of a whole that are not shown, when the whole is. Those under ``least`` first; then, while what is
    hidden could be had by subtraction (one group alone, or fewer than ``least`` together), the smallest of the rest."""
    under = {key for key, size in sizes.items() if 0 < size < least}
    shown = sorted((size, str(key), key) for key, size in sizes.items() if size >= least)
    while under and _tells(sizes, under, least) and shown:
        under.add(shown.pop(0)[2])
    return under


def _tells(sizes: Mapping[K, int], under: set[K], least: int) -> bool:
    return len(under) < 2 or sum(sizes[key] for key in under) < least


def released(rows: Sequence[R], group: int) -> Sequence[R]:
    """Of rows in the order of their coming those that are shown while more may come: whole groups, with at least one
    group kept back, so that the end of the period too brings at least a whole group at once."""
    return rows[: max(0, (len(rows) - group) // group * group)]
