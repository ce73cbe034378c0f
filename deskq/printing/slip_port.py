"""Content of slips printed after a visit: a port, because the features that write them depend on this one."""

from collections.abc import Callable

from deskq.printing.ticket_image import PrintedTicket
from deskq.queue.models import Ticket

Write = Callable[[Ticket], PrintedTicket | None]
_write: Write | None = None


def bind(write: Write) -> None:
    """``write(ticket)`` is called at the moment of printing."""
    global _write
    _write = write


def written(ticket: Ticket) -> PrintedTicket | None:
    return _write(ticket) if _write is not None else None
