"""Which services share counters. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shares:
    """The services that share counters with a service: those that a counter calls before it or at the same rank; those
    that rank behind it at every counter (until they reach the maximum wait); and the counters."""

    before: frozenset[int]
    behind: frozenset[int]
    counters: frozenset[int]


def shares(ranks: Mapping[int, Mapping[int, int]], service_id: int) -> Shares:
    """The services that share counters with a service; ``ranks``: {counter: {service: rank}}."""
    own = {counter: served for counter, served in ranks.items() if service_id in served}
    every = {other for served in own.values() for other in served}
    before = {other for served in own.values() for other, rank in served.items() if rank <= served[service_id]}
    return Shares(frozenset(before), frozenset(every - before), frozenset(own))
