"""How an SMS asks for a rating: a port, because the ratings feature depends on this one."""

from collections.abc import Callable

from deskq.core.ports import Port

#: By a link, by one digit in answer, or on the page of the ticket's code; with the address of the link.
LINK, REPLY, PAGE = "link", "reply", "page"
Way = tuple[str, str]


def _nobody(ticket_id: int) -> Way | None:
    return None


PORT: Port[Callable[[int], Way | None]] = Port("rating_by_sms", _nobody)


def way(ticket_id: int) -> Way | None:
    """Asked at the moment of sending; None while nobody is asked for a rating by SMS."""
    return PORT.bound(ticket_id)
