"""Waits for a condition in place of a fixed time."""

from collections.abc import Callable
from time import monotonic, sleep

PATIENCE = 60.0  #: seconds; only a fault takes so long


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Fails if it does not come true in time."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"not within {seconds:.0f} s"
        sleep(0.02)
