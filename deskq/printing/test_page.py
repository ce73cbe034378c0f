"""A test page, which looks like a ticket, for one printer or for every configured one."""

from deskq.core.db.writing import end_reading
from deskq.printing import printers
from deskq.printing.address import Address
from deskq.printing.connections import NotSent
from deskq.printing.printed_ticket import PrintedTicket


def print_everywhere(ticket: PrintedTicket) -> list[tuple[Address, str]]:
    """Send the page once to each printer. Returns (printer, condition afterwards): ready, paper_low, or the reason why
    it may not have been printed. Takes up to 45 seconds for each printer (see ``connections``)."""
    return [(one, print_on(one, ticket)) for one in printers.current().real]


def print_on(one: Address, ticket: PrintedTicket) -> str:
    """The same at one printer. Returns its condition afterwards."""
    known = printers.current()
    end_reading()
    return known.lacks or _print(known, one, ticket)


def _print(known: printers.Printers, one: Address, ticket: PrintedTicket) -> str:
    from deskq.printing import escpos, ticket_image  # imported here to save the memory of Pillow in an idle server

    try:
        return known.port(one).print(escpos.page(ticket_image.draw(ticket, one.width)))
    except NotSent as trouble:
        return trouble.condition
