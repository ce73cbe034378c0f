"""Whether more counters for a service would help now, from what is expected of the next half hour. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

#: Services that advice is given for, and counters that are tried for each.
MOST_SERVICES, MOST_COUNTERS = 2, 3
#: Percent points that a counter must gain to be worth a sentence, and within which fewer counters do as well.
WORTH, AS_WELL = 10, 5


class Target(Protocol):
    @property
    def percent(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Expectation:
    """Of ``visitors`` expected (a mean, so not whole) ``percent`` will be called in time."""

    visitors: float
    percent: int


@dataclass(frozen=True, slots=True)
class Advice:
    """``more`` counters for a service would raise ``percent`` in time to ``then``; 0: more counters would change
    little. ``reached``: the target is met then."""

    service: int
    percent: int
    more: int
    then: int
    reached: bool


def advise(
    expected: Mapping[int, Expectation], targets: Mapping[int, Target], with_more: Callable[[int, int], Expectation]
) -> list[Advice]:
    """For the services that will miss their target, the one with the most late visitors first.
    ``with_more(service, counters)``: what is expected of a service with so many counters more."""
    missing = {
        service: one.visitors * (targets[service].percent - one.percent)
        for service, one in expected.items()
        if one.visitors >= 1 and one.percent < targets[service].percent
    }
    worst = sorted(missing, key=lambda service: (-missing[service], service))[:MOST_SERVICES]
    return [_advice(service, expected[service].percent, targets[service].percent, with_more) for service in worst]


def _advice(service: int, percent: int, target: int, with_more: Callable[[int, int], Expectation]) -> Advice:
    tried: list[int] = []
    while len(tried) < MOST_COUNTERS and (not tried or tried[-1] < target):
        tried.append(with_more(service, len(tried) + 1).percent)
    if tried[-1] >= target:
        return Advice(service, percent, len(tried), tried[-1], reached=True)
    best = max(tried)
    if best - percent < WORTH:
        return Advice(service, percent, 0, percent, reached=False)
    more, then = next((number, one) for number, one in enumerate(tried, 1) if one >= best - AS_WELL)
    return Advice(service, percent, more, then, reached=False)
