"""Answers to messages of a season by a group, with the share that came in time: what of them is published. Pure.

Two tables of the same answers are published, by subject and by district, so a reader knows the sums of both. What is
hidden in one is therefore protected without these sums: two tables with the same sums tell no more than each alone,
for any two of them agree with some table of subjects by districts.
"""

from collections.abc import Mapping
from typing import NamedTuple

from deskq.published.rules.suppression import TOTAL, release

#: The smallest group that is published.
LEAST = 5
KEPT, LATE = "kept", "late"
SUMS = ((TOTAL, KEPT), (TOTAL, LATE), (TOTAL, TOTAL))


class Answers(NamedTuple):
    """Answers that were due: ``kept`` came by the promised date, ``late`` did not; None where it is hidden."""

    kept: int | None
    late: int | None
    due: int | None


NOTHING = Answers(None, None, None)


def released(counts: Mapping[str, tuple[int, int]]) -> dict[str, Answers]:
    """``counts``: {code of a group: (in time, due)}; the total has the code ``TOTAL``."""
    kept, due = (sum(one[part] for one in counts.values()) for part in (0, 1))
    if any(0 < number < LEAST for number in (kept, due - kept)):
        return _without_shares(counts)
    cells = {(code, KEPT): hits for code, (hits, _) in counts.items()}
    cells |= {(code, LATE): n - hits for code, (hits, n) in counts.items()}
    table = release(cells, LEAST, known=SUMS)
    if any(table.get(cell, 0) is None for cell in SUMS):  # there are too few groups to hide one of them
        return _without_shares(counts)
    return {code: Answers(*(table.get((code, column), 0) for column in (KEPT, LATE, TOTAL)))
            for code in (TOTAL, *counts)}  # fmt: skip


def _without_shares(counts: Mapping[str, tuple[int, int]]) -> dict[str, Answers]:
    """How many were due only; nothing where too few were."""
    sums = ((TOTAL, LATE), (TOTAL, TOTAL))
    table = release({(code, LATE): due for code, (_, due) in counts.items()}, LEAST, known=sums)
    if any(table.get(cell, 0) is None for cell in sums):
        return dict.fromkeys((TOTAL, *counts), NOTHING)
    return {code: Answers(None, None, table.get((code, TOTAL), 0)) for code in (TOTAL, *counts)}
