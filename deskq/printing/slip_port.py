"""Content of slips printed after a visit: a port, because the features that write them depend on this one."""

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
