"""For which times a session may be planned or moved. Pure."""

from datetime import datetime, timedelta

from deskq.core.errors import N_

#: Sessions are planned so far ahead at most.
FURTHEST = timedelta(days=366)


def wrong_start(starts_at: datetime, now: datetime) -> str | None:
    """What is wrong with the beginning of a session, as a msgid."""
    if starts_at <= now:
        return N_("This time is over. Please choose a later day or hour.")
    if starts_at > now + FURTHEST:
        return N_("A session can be planned a year ahead at most.")
    return None
