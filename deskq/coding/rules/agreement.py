"""Agreement of two readers beyond chance: Cohen's kappa. Pure."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

from deskq.core.errors import N_

Z = 1.959964
#: (smallest kappa, its meaning), after J. R. Landis, G. G. Koch: The measurement of observer agreement for categorical
#: data, Biometrics 33, 1977.
MEANINGS = (
    (0.8, N_("almost perfect agreement")),
    (0.6, N_("substantial agreement")),
    (0.4, N_("moderate agreement")),
    (0.2, N_("fair agreement")),
    (0.0, N_("slight agreement")),
    (-1.0, N_("no agreement beyond chance")),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """``n``: items coded by two people; ``same``: items with the same code. ``kappa``: None if both always chose the
    same single code, because chance would agree as well; ``low`` and ``high``: its 95 % interval."""

    n: int
    same: int
    kappa: float | None
    low: float | None
    high: float | None

    @property
    def meaning(self) -> str:
        """How good the agreement is, as a msgid."""
        if self.kappa is None:
            return N_("both chose one single code")
        return meaning_of(self.kappa)


def meaning_of(kappa: float) -> str:
    """The meaning of a kappa, as a msgid."""
    return next((words for least, words in MEANINGS if kappa > least), MEANINGS[-1][1])


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement | None:
    """Agreement of pairs (first code, second code), one for each item; None without items. The interval uses the
    large-sample standard error."""
    n = len(pairs)
    if not n:
        return None
    same = sum(one == other for one, other in pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[code] * second[code] for code in first) / n**2
    if chance == 1:
        return Agreement(n, same, None, None, None)
    observed = same / n
    kappa = (observed - chance) / (1 - chance)
    half = Z * sqrt(observed * (1 - observed) / n) / (1 - chance)
    return Agreement(n, same, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))


def sample_size(coded: int) -> int:
    """Number of coded items that need a second reading: one in ten, rounded up."""
    return -(-coded // 10)
