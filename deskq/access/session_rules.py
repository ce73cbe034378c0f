"""How long a session of a person is valid."""

from datetime import datetime, timedelta

MAX_SESSION_LENGTH = timedelta(hours=14)
CLOCK_TOLERANCE = timedelta(minutes=1)


def is_valid(began: datetime, seen: datetime, now: datetime, max_idle: timedelta) -> bool:
    """Whether a session is neither idle (last used at ``seen``) nor open for longer than a working day.

    One that began or was used in the future is not valid: the clock was ahead then, so its age is unknown.
    """
    if max(began, seen) > now + CLOCK_TOLERANCE:
        return False
    return now - seen <= max_idle and now - began <= MAX_SESSION_LENGTH
