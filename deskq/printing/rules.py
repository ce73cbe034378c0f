"""When a page may be sent, when it is too late, and the pauses between tries. Pure."""

from datetime import datetime, timedelta

#: waiting → printing → printed; printing → doubtful when it is unknown what came out; waiting → given_up when it is
#: too late. Only a waiting job is ever sent, so nothing is printed twice automatically.
STATES = ("waiting", "printing", "printed", "doubtful", "given_up")
#: The ticket itself, a reprint, a slip about a follow-up of the visit, or the receipt of an application opened during
#: the visit.
KINDS = ("token", "reprint", "slip", "receipt")
AFTERWARDS = ("slip", "receipt")
#: States of a ticket in which paper is still useful.
LIVE = ("waiting", "called", "serving", "held", "absent")
KIOSK_REPRINTS = 3
AGAIN_AFTER = timedelta(seconds=4)  #: two requests for a reprint within this count as one
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(seconds=15)


def pause(attempts: int) -> timedelta:
    """Pause before the next try, after so many: 2, 4, 8, 15, 15 ... seconds."""
    return min(FIRST_PAUSE * int(2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def is_too_late(made_at: datetime, now: datetime, patience: timedelta) -> bool:
    """An old ticket is not printed when paper is back: its visitor has gone on without it."""
    return now - made_at > patience


def is_pointless(kind: str, ticket_state: str) -> bool:
    """Whether a paper is useless by now. A ticket is printed only for visitors who wait, also for a promised hour. A
    reprint, slip or receipt is requested by a present person, so it is always printed."""
    return kind not in AFTERWARDS and ticket_state not in (LIVE if kind == "reprint" else ("waiting", "held"))
