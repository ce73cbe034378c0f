"""Which services share counters with which: pure, over what each counter serves."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shares:
    """Who shares counters with a service: services that some counter calls before it or at the same rank, services that
    rank behind it at every counter (until they reach the maximum wait), and the counters themselves."""

    before: frozenset[int]
    behind: frozenset[int]
    counters: frozenset[int]


def shares(ranks: Mapping[int, Mapping[int, int]], service_id: int) -> Shares:
    """Who shares counters with a service; ``ranks`` is {counter: {service: rank}}."""
    own = {counter: served for counter, served in ranks.items() if service_id in served}
    every = {other for served in own.values() for other in served}
    before = {other for served in own.values() for other, rank in served.items() if rank <= served[service_id]}
    return Shares(frozenset(before), frozenset(every - before), frozenset(own))
