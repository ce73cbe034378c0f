"""How a text message asks for a rating. Who keeps ratings says it: a port, for this feature knows no other."""

from collections.abc import Callable

#: By a link, by one digit in answer, or on the page of the token's code; with the address of the link.
LINK, REPLY, PAGE = "link", "reply", "page"
Way = tuple[str, str]
_way: Callable[[int], Way | None] | None = None


def asked_by(way: Callable[[int], Way | None]) -> None:
    """``way(ticket)`` is asked at the moment of sending; None while nobody is to be asked by text message."""
    global _way
    _way = way


def way(ticket_id: int) -> Way | None:
    return _way(ticket_id) if _way is not None else None
