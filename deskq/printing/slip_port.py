"""Content of slips and receipts printed after a visit: ports, because the features that write them use this one."""

from collections.abc import Callable

from deskq.core.ports import Port
from deskq.printing.printed_ticket import PrintedTicket
from deskq.queue.models import Ticket


def _none(ticket: Ticket) -> PrintedTicket | None:
    return None


PORT: Port[Callable[[Ticket], PrintedTicket | None]] = Port("slips", _none)


RECEIPTS: Port[Callable[[Ticket], PrintedTicket | None]] = Port("receipts", _none)


def written(ticket: Ticket, kind: str) -> PrintedTicket | None:
    """The content at the time of printing. ``kind``: "slip" or "receipt"."""
    return (RECEIPTS if kind == "receipt" else PORT).bound(ticket)
