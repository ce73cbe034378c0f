"""Proposes a code from the words of an item, learned from the office's own codes: multinomial naive Bayes. Pure.

Each word counts once per item. The probabilities of the model are too high, so they are not used directly: in five-fold
cross-validation the model finds the lowest probability above which enough proposals were right, and it proposes only
above this threshold (``calibrated``).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, log

#: Smallest number of codes to learn from; folds of the cross-validation; share of proposals that must be right;
#: smallest number of tested proposals.
LEAST_CODES, FOLDS, WANTED, LEAST_TRIALS = 30, 5, 0.8, 20
#: Added to each count (smoothing), so that an unknown word excludes no code.
ALPHA = 0.3
MOST_WORDS = 3
#: Features of an item: its words, and facts such as "subject=asphalt".
Features = Collection[str]
Example = tuple[Features, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """``words``: words of the item that support the code most, the strongest first."""

    code: str
    probability: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Result of the cross-validation: ``proposed`` proposals for ``tried`` items, of which ``right`` were right."""

    tried: int
    proposed: int
    right: int


@dataclass
class Model:
    """Counts of items and of their features by code. ``threshold``: lowest probability of a proposal; above 1 there are
    no proposals."""

    items: Counter[str] = field(default_factory=Counter)
    features: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    known: set[str] = field(default_factory=set)
    threshold: float = 2.0
    trial: Trial = Trial(0, 0, 0)

    def learn(self, found: Features, code: str) -> None:
        self.items[code] += 1
        self.features[code].update(set(found))
        self.known.update(found)

    def best(self, found: Features) -> Proposal | None:
        """The most likely code, independent of the threshold; None before anything was learned."""
        if not self.items:
            return None
        met = sorted(set(found) & self.known)
        scores = {code: log(self.items[code]) + sum(self._weight(code, one) for one in met) for code in self.items}
        code = max(scores, key=lambda one: (scores[one], one))
        probability = 1 / sum(exp(score - scores[code]) for score in scores.values())
        return Proposal(code, probability, self._reasons(code, met))

    def propose(self, found: Features) -> Proposal | None:
        best = self.best(found)
        return best if best is not None and best.probability >= self.threshold else None

    def _weight(self, code: str, one: str) -> float:
        of_code = self.features[code]
        return log((of_code[one] + ALPHA) / (self.items[code] + 2 * ALPHA))

    def _reasons(self, code: str, met: Iterable[str]) -> tuple[str, ...]:
        """The features whose presence is most typical of the code compared with all others."""
        others = [other for other in self.items if other != code]
        rest = sum(self.items[other] for other in others)

        def pull(one: str) -> float:
            elsewhere = sum(self.features[other][one] for other in others)
            return self._weight(code, one) - log((elsewhere + ALPHA) / (rest + 2 * ALPHA))

        pulls = sorted(((pull(one), one) for one in met), reverse=True)
        return tuple(one for strength, one in pulls[:MOST_WORDS] if strength > 0)


def trials(examples: Sequence[Example], fold: int) -> list[tuple[float, bool]]:
    """(probability, whether it was right) for the items of one fold, learned from the other folds."""
    model = Model()
    for place, (found, code) in enumerate(examples):
        if place % FOLDS != fold:
            model.learn(found, code)
    results = []
    for found, code in examples[fold::FOLDS]:
        best = model.best(found)
        if best is not None:
            results.append((best.probability, best.code == code))
    return results


def calibrated(examples: Sequence[Example], results: Iterable[tuple[float, bool]]) -> Model:
    """The model of all examples, with the lowest threshold above which the share ``WANTED`` of the proposals was
    right."""
    model = Model()
    for found, code in examples:
        model.learn(found, code)
    tried = sorted(results, reverse=True)
    right = 0
    for place, (probability, was_right) in enumerate(tried, 1):
        right += was_right
        is_last = place == len(tried) or tried[place][0] < probability
        if is_last and place >= LEAST_TRIALS and right >= WANTED * place and len(examples) >= LEAST_CODES:
            model.threshold, model.trial = probability, Trial(len(tried), place, right)
    if model.threshold > 1:
        model.trial = Trial(len(tried), 0, 0)
    return model
