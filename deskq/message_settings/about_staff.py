"""Which messages are complaints about staff: the inspectorate alone reads them until it passes them on."""

from deskq.message_settings.kinds import REPORT

#: The code of the category of staff conduct.
CONDUCT = "conduct"
#: Kinds that may be against somebody. A suggestion or praise about staff is read like any other message.
AGAINST = ("request", "criticism", "complaint")


def is_about_staff(kind: str, category: str | None, from_visit: bool) -> bool:
    """``category``: its code. A complaint about a visit is about the clerk of the visit."""
    return (kind in AGAINST and category == CONDUCT) or (kind == "complaint" and from_visit)


def begins_restricted(kind: str, category: str | None, from_visit: bool) -> bool:
    """Whether the inspectorate alone reads a new message: a confidential report, or a complaint about staff."""
    return kind == REPORT or is_about_staff(kind, category, from_visit)
