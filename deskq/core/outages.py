"""Outages of database, voice, printing, SMS and clock found by this process; visitors are served all the same.

Shown on the supervisor's panel, in /readyz and /metrics. ``shared_outages`` shares them between processes.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deskq.core import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outage:
    """``slug`` for machines, ``text`` the msgid of a sentence whose placeholders are filled from ``values``."""

    slug: str
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownOutage:
    part: str
    problem: Outage
    since: datetime


_known: dict[str, KnownOutage | None] = {}


def report(part: str, problem: Outage | None) -> None:
    """The state of ``part`` (voice, printer ...): None when it works. The same problem again keeps its start time. The
    log has one line for its beginning and one for its end."""
    before = _known.get(part)
    if problem is None:
        _known[part] = None
        if before is not None:
            log.warning("outage of %s is over: %s since %s", part, before.problem.slug, before.since.isoformat())
    elif before is None or before.problem.slug != problem.slug:
        _known[part] = KnownOutage(part, problem, clock.now())
        log.warning("outage of %s: %s", part, problem.slug)


def current() -> list[KnownOutage]:
    """The outages found by this process, the oldest first."""
    return sorted((known for known in _known.values() if known is not None), key=lambda known: known.since)


def states() -> dict[str, str | None]:
    """{part: slug of its outage, or None when it works} of everything ever reported."""
    return {part: known.problem.slug if known else None for part, known in _known.items()}


def forget() -> None:
    """Forget everything, as after a start (tests)."""
    _known.clear()
