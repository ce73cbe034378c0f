"""What leads out of the house (voice, paper, SMS) and does not work just now: said on the manager's panel, in /readyz
and /metrics. Here each process keeps what it found itself, troubles.py shares it; a visitor is served all the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deskq.core import clock


@dataclass(frozen=True, slots=True)
class Outage:
    """``slug`` for machines, ``text`` the msgid of a sentence whose places are filled from ``values``."""

    slug: str
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownOutage:
    way: str
    problem: Outage
    since: datetime


_ways: dict[str, KnownOutage | None] = {}


def report(way: str, problem: Outage | None) -> None:
    """How a way out is: None when it works. A problem that stays the same keeps the moment it began."""
    before = _ways.get(way)
    if problem is None:
        _ways[way] = None
    elif before is None or before.problem.slug != problem.slug:
        _ways[way] = KnownOutage(way, problem, clock.now())


def current() -> list[KnownOutage]:
    """The problems this process found, the oldest first."""
    return sorted((known for known in _ways.values() if known is not None), key=lambda known: known.since)


def states() -> dict[str, str | None]:
    """{way: slug of its problem, or None when it works} of every way that was ever reported."""
    return {way: known.problem.slug if known else None for way, known in _ways.items()}


def forget() -> None:
    """As after a start (tests)."""
    _ways.clear()
