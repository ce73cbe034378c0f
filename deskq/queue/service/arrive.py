"""A visitor who took a ticket from outside is here."""

from typing import Any

from deskq.core.transactions import transaction
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service.counter_action import get_ticket, move_ticket


def arrive(office_id: int, by: str, ticket_id: int, *, begins_now: bool) -> Ticket:
    """Put a ticket that is on hold at no counter into the queue, with its old arrival time or (``begins_now``) with the
    present time."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        if found.state != "held" or found.counter_id is not None:
            raise CannotMove(code=found.code, state=found.state)
        claim: dict[str, Any] = {"arrived_at": tx.at} if begins_now else {}
        move_ticket(tx, found, "return", None, **claim)
        return found
