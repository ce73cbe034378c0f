"""Content of slips printed after a visit: a port, because the features that write them depend on this one."""

from collections.abc import Callable

from deskq.core.ports import Port
from deskq.printing.printed_ticket import PrintedTicket
from deskq.queue.models import Ticket


def _none(ticket: Ticket) -> PrintedTicket | None:
    return None


PORT: Port[Callable[[Ticket], PrintedTicket | None]] = Port("slips", _none)


def written(ticket: Ticket) -> PrintedTicket | None:
    """Asked at the moment of printing."""
    return PORT.bound(ticket)
