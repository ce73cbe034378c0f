"""A test page for every printer of the setting: what a ticket looks like, and whether it comes out."""

from deskq.core.db.writing import end_reading
from deskq.printing import printers
from deskq.printing.address import Address
from deskq.printing.connections import NotSent
from deskq.printing.printed_ticket import PrintedTicket


def print_everywhere(ticket: PrintedTicket) -> list[tuple[Address, str]]:
    """Send the page once to each; (printer, its condition afterwards): ready, paper_low, or why it may not have come
    out. Takes up to 45 seconds for each (see ``connections``)."""
    known = printers.current()
    end_reading()
    return [(one, known.lacks or _print(known, one, ticket)) for one in known.real]


def _print(known: printers.Printers, one: Address, ticket: PrintedTicket) -> str:
    from deskq.printing import escpos, ticket_image  # here, because Pillow needs memory that an idle server saves

    try:
        return known.port(one).print(escpos.page(ticket_image.draw(ticket, one.width)))
    except NotSent as trouble:
        return trouble.condition
