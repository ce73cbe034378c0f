"""Port: how an SMS asks for a rating. Ratings bind it, for this feature does not know them."""

from collections.abc import Callable

#: By a link, by one digit in reply, or on the ticket's page.
LINK, REPLY, PAGE = "link", "reply", "page"
#: (LINK, REPLY or PAGE; the address of the link or "").
RatingMethod = tuple[str, str]
_method: Callable[[int], RatingMethod | None] | None = None


def bind(method: Callable[[int], RatingMethod | None]) -> None:
    """``method(ticket_id)`` is called at the moment of sending; it returns None while no rating is asked for by SMS."""
    global _method
    _method = method


def rating_method(ticket_id: int) -> RatingMethod | None:
    return _method(ticket_id) if _method is not None else None
