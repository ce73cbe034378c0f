"""How long a reached rate limit lasts."""

from math import ceil

from deskq.core import clock
from deskq.core.errors import DomainError, RateLimited


def seconds_until(window_end: float) -> int:
    """Whole seconds until the end of a limiter's window (seconds since 1970), at least 1. The limiter counts real
    time, also where tests have stopped the clock."""
    return max(1, ceil(window_end - clock.real().timestamp()))


def retry_after(refusal: DomainError) -> dict[str, str]:
    """The header of a refusal that knows for how many ``seconds`` it stands."""
    known = refusal.status == RateLimited.status and "seconds" in refusal.values
    return {"Retry-After": str(refusal.values["seconds"])} if known else {}
