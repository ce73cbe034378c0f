"""A token taken at a kiosk goes into the outbox in the very commit of its ticket; then the worker is woken."""

from flask import current_app, has_app_context

from deskq.printing import printers, service, worker
from deskq.printing.events import TokenReprinted
from deskq.queue.events import TicketIssued
from deskq.transactions import Transaction, beside, on


@beside(TicketIssued)
def put_into_outbox(tell: Transaction, event: TicketIssued) -> None:
    """Only for kiosks on a page: a machine that issues by the API says whether it wants paper (api.tickets)."""
    kind, _, device = tell.by.partition(":")
    if kind != "device" or not has_app_context():
        return
    printer = printers.current().of_device(int(device))
    if printer is not None:
        service.add(tell, event.ticket, printer.name)


@on(TicketIssued)
def wake_for_token(event: TicketIssued) -> None:
    worker.wake(current_app)


@on(TokenReprinted)
def wake_for_reprint(event: TokenReprinted) -> None:
    worker.wake(current_app)
