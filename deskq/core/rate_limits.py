"""How long a reached rate limit lasts."""

from math import ceil

from deskq.core import clock


def seconds_until(window_end: float) -> int:
    """Whole seconds until the end of a limiter's window (seconds since 1970), at least 1. The limiter counts real
    time, also where tests have stopped the clock."""
    return max(1, ceil(window_end - clock.real().timestamp()))
