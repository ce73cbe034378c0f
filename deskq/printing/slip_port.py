"""Slips about what grew out of a visit. Who has them printed says what stands there: a port, for this feature knows no
other."""

from collections.abc import Callable

from deskq.printing.ticket_image import Token
from deskq.queue.models import Ticket

Write = Callable[[Ticket], Token | None]
_write: Write | None = None


def written_by(write: Write) -> None:
    """``write(ticket)`` is asked at the moment of printing."""
    global _write
    _write = write


def written(ticket: Ticket) -> Token | None:
    return _write(ticket) if _write is not None else None
