"""A ticket issued at a kiosk enters the outbox in the same commit; then the worker is woken."""

from flask import current_app, has_app_context

from deskq.core import actors
from deskq.core.transactions import Transaction, after_commit, in_transaction
from deskq.printing import printers, service, worker
from deskq.printing.events import TicketReprinted
from deskq.queue.events import TicketIssued


@in_transaction(TicketIssued)
def put_into_outbox(tx: Transaction, event: TicketIssued) -> None:
    """Only for kiosks with a page: a machine that uses the API requests paper itself (api/tickets.py)."""
    kiosk = actors.device_id(tx.by)
    if kiosk is None or not has_app_context():
        return
    printer = printers.current().of_device(kiosk)
    if printer is not None:
        service.add(tx, event.ticket, printer.name)


@after_commit(TicketIssued)
def wake_for_ticket(event: TicketIssued) -> None:
    worker.wake(current_app)


@after_commit(TicketReprinted)
def wake_for_reprint(event: TicketReprinted) -> None:
    worker.wake(current_app)
