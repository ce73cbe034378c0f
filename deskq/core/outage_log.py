"""One line in the log when something stops working and one when it works again, however many requests meet it."""

import logging
import threading
from dataclasses import dataclass, field
from time import monotonic

log = logging.getLogger(__name__)
#: Seconds without a failure after which a success ends an outage: one that comes and goes is one outage.
SETTLED_SECONDS = 30.0


@dataclass(slots=True)
class _Outage:
    since: float  # monotonic, as ``last``
    last: float
    failures: int = 0
    kinds: set[str] = field(default_factory=set)


_open: dict[str, _Outage] = {}
_guard = threading.Lock()


def failed(part: str, reason: str, level: int = logging.ERROR, with_trace: bool = False, kind: str = "") -> None:
    """``part`` ("the database") did not work; ``reason`` ("does not respond") must contain nothing personal. The first
    of each ``kind`` is logged. ``with_trace``: with the exception that is being handled."""
    now = monotonic()
    with _guard:
        known = _open.setdefault(part, _Outage(now, now))
        known.last, known.failures = now, known.failures + 1
        if kind in known.kinds:
            return
        known.kinds.add(kind)
    log.log(level, "%s %s (not logged again until it works)", part, reason, exc_info=with_trace)


def works(part: str, settled_seconds: float = SETTLED_SECONDS) -> None:
    """``part`` has worked; ends its outage."""
    if part not in _open:
        return
    now = monotonic()
    with _guard:
        known = _open.get(part)
        if known is None or now - known.last < settled_seconds:
            return
        del _open[part]
    log.warning("%s works again; failures: %d within %.0f s", part, known.failures, known.last - known.since)


def is_open(part: str) -> bool:
    return part in _open


def forget() -> None:
    """Forget everything, as after a start (tests)."""
    _open.clear()
