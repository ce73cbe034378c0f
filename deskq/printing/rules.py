"""When a page may be sent, when not any more, and how long to wait before the next try."""

from datetime import datetime, timedelta

#: waiting → printing → printed; printing → doubtful when it is not known what came out; waiting → given_up when it is
#: too late. Only a waiting job is ever sent, so nothing comes out twice by itself.
STATES = ("waiting", "printing", "printed", "doubtful", "given_up")
#: The token itself, once more, or a slip about what grew out of the visit.
KINDS = ("token", "reprint", "slip")
#: A visitor in one of these still has a use for the paper.
LIVE = ("waiting", "called", "serving", "held", "absent")
KIOSK_REPRINTS = 3
AGAIN_AFTER = timedelta(seconds=4)  #: two presses of "print again" within this are one
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(seconds=15)


def pause(attempts: int) -> timedelta:
    """Before the next try, after so many: 2, 4, 8, 15, 15 ... seconds."""
    return min(FIRST_PAUSE * int(2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def too_late(made_at: datetime, now: datetime, patience: timedelta) -> bool:
    """An old token is not printed when paper comes back: its visitor has gone on without it."""
    return now - made_at > patience


def pointless(kind: str, ticket_state: str) -> bool:
    """A first token is for who waits, be it for a promised hour; printing again is asked for by somebody who stands
    there, and so is a slip, when the visit is over."""
    return kind != "slip" and ticket_state not in (LIVE if kind == "reprint" else ("waiting", "held"))
