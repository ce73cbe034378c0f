"""What visitors may still do with an appointment of their own, and how often. Pure, as ``rules``."""

from datetime import datetime

from deskq.core.errors import N_, DomainError

#: How often a visitor may move one appointment. Without a limit a loop of moves would fill the journal, and keep
#: others from places that are free.
MOST_MOVES = 10


class NoLongerYours(DomainError):
    slug = "no-longer-changed"
    title = N_("This appointment can no longer be changed.")


class MovedOften(DomainError):
    slug = "moved-often"
    title = N_(
        "This appointment was moved %(most)s times and keeps its time now. If you cannot come, please cancel it and "
        "book another one, or ask at the service desk."
    )


def check_changed(state: str, starts_at: datetime, now: datetime) -> None:
    """Raises ``NoLongerYours`` unless its visitor may still move or cancel it: until its time, and one cancelled by
    the office at any time."""
    if state == "withdrawn" or (state == "booked" and now < starts_at):
        return
    raise NoLongerYours


def check_moves(state: str, moves: int) -> None:
    """Raises ``MovedOften`` if it was moved ``MOST_MOVES`` times (``moves``) and was not cancelled by the office."""
    if state != "withdrawn" and moves >= MOST_MOVES:
        raise MovedOften(most=MOST_MOVES)
