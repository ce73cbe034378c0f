"""Slips about what grew out of a visit: a port. The feature that has them printed writes them."""

from collections.abc import Callable

from deskq.core.ports import Port
from deskq.printing.ticket_image import Token
from deskq.queue.models import Ticket


def _none(ticket: Ticket) -> Token | None:
    return None


PORT: Port[Callable[[Ticket], Token | None]] = Port("slips", _none)


def written(ticket: Ticket) -> Token | None:
    """Asked at the moment of printing."""
    return PORT.bound(ticket)
