"""Content of slips printed after a visit: a port, because the features that write them depend on this one."""

from collections.abc import Callable

from deskq.printing.ticket_image import Token
from deskq.queue.models import Ticket

Write = Callable[[Ticket], Token | None]
_write: Write | None = None


def written_by(write: Write) -> None:
    """``write(ticket)`` is called at the moment of printing."""
    global _write
    _write = write


def written(ticket: Ticket) -> Token | None:
    return _write(ticket) if _write is not None else None
