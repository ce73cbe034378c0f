"""Statistical disclosure control: which groups are hidden so that no single rating can be inferred. Pure.

Three rules: no group smaller than ``least``; never a single hidden group beside a total, nor a hidden month beside its
half-year (complementary suppression); in a running period only complete groups, the newest withheld, so that a figure
never changes by one rating.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


def hidden_groups(sizes: Mapping[K, int], least: int, more: Collection[K] = ()) -> set[K]:
    """The groups to hide when their total is shown: those smaller than ``least`` and those in ``more``; then, while the
    hidden ones follow by subtraction (a single group, or fewer than ``least`` together), the smallest of the rest."""
    under = {key for key, size in sizes.items() if 0 < size < least or (size and key in more)}
    shown = sorted((size, str(key), key) for key, size in sizes.items() if size and key not in under)
    while under and _reveals(sizes, under, least) and shown:
        under.add(shown.pop(0)[2])
    return under


def _reveals(sizes: Mapping[K, int], under: set[K], least: int) -> bool:
    return len(under) < 2 or sum(sizes[key] for key in under) < least


def released_rows(rows: Sequence[R], group: int) -> Sequence[R]:
    """The rows, in order of time, that are shown while more may come: complete groups, with at least one group
    withheld, so that the end of the period also adds at least a complete group at once."""
    return rows[: max(0, (len(rows) - group) // group * group)]


def hidden_in_month(counts: Iterable[tuple[K, int, int]], month: int, least: int) -> set[K]:
    """The groups to hide in ``month``; ``counts``: (group, month, ratings) of its half-year. The half-year is shown
    too: subtracting the other months from it must not leave a small group."""
    of_group: dict[K, Counter[int]] = defaultdict(Counter)
    for key, when, count in counts:
        of_group[key][when] += count
    return {key for key, sizes in of_group.items() if month in hidden_groups(sizes, least)}
