"""What visitors may still do with an appointment of their own, and how often. Pure, as ``rules``."""

from datetime import datetime

from deskq.core.errors import N_, DomainError

#: So often a visitor may move one appointment. Without an end a loop of moves would fill the journal, and take from
#: others the places that are free at the moment.
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
    """What its visitor may still move or cancel: until its time. One cancelled by the office may be moved at any
    time."""
    if state == "withdrawn" or (state == "booked" and now < starts_at):
        return
    raise NoLongerYours


def check_moves(state: str, moves: int) -> None:
    """``moves``: how often it was moved before. One cancelled by the office may be moved however often it was."""
    if state != "withdrawn" and moves >= MOST_MOVES:
        raise MovedOften(most=MOST_MOVES)
