"""How Hypothesis makes requests up here: many, none remembered, none made smaller, as the office has changed since."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings

Test = Callable[[], None]
T = TypeVar("T")
#: Requests of the long form by what they are sent to: 20,000.
SHARES = {"api": 7200, "forms": 8800, "sockets": 3000, "wire": 1000}


@dataclass(frozen=True)
class Piece:
    """A part of the requests, ``number`` of them. A test that takes ten minutes would be ended as one that hangs."""

    number: int
    long: bool
    part: int = 0
    of: int = 1

    def mine(self, things: Sequence[T]) -> Sequence[T]:
        return things[self.part :: self.of]


def pieces(kind: str, short: int, of: int = 1) -> list[object]:
    """The parameters of a test: so many requests with every change, and in ``make soak`` its share, in equal pieces."""
    each = -(-SHARES[kind] // of)
    long = [Piece(each, True, part, of) for part in range(of)]
    marked = [pytest.param(one, id=f"soak-{one.part + 1}-of-{of}", marks=pytest.mark.soak) for one in long]
    return [pytest.param(Piece(short, False), id="short"), *marked]


def made_up(number: int, *, same: bool) -> Callable[[Test], Test]:
    """``number`` examples of a function with ``@given``; ``same``: those of every run. Others are repeated by
    ``pytest -p randomly --randomly-seed=N``."""

    def decorate(ask: Test) -> Test:
        chosen = settings(
            max_examples=number,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=same,
        )(ask)
        return chosen if same else seed(random.getrandbits(64))(chosen)

    return decorate
