"""How an SMS asks for a rating: a port, because the ratings feature depends on this one."""

from collections.abc import Callable

from deskq.core.ports import Port

#: By a link, by one digit in answer, or on the page of the ticket's code.
LINK, REPLY, PAGE = "link", "reply", "page"
#: (LINK, REPLY or PAGE; the address of the link or "").
RatingMethod = tuple[str, str]


def _none(ticket_id: int) -> RatingMethod | None:
    return None


PORT: Port[Callable[[int], RatingMethod | None]] = Port("rating_by_sms", _none)


def rating_method(ticket_id: int) -> RatingMethod | None:
    """Asked at the moment of sending; None while nobody is asked for a rating by SMS."""
    return PORT.bound(ticket_id)
