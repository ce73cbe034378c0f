"""Visitors who can neither see nor hear the board: mark them, and record that somebody escorted them."""

from deskq.queue.models import Ticket
from deskq.queue.service.counter_action import CounterAction, at_counter, get_ticket, move_ticket, require_visitor


def escort(action: CounterAction) -> Ticket:
    """Somebody went to the visitor just called; only after that may they be marked absent."""
    with at_counter(action) as (tx, counter):
        here = require_visitor(tx.session, counter)
        move_ticket(tx, here, "fetch", counter.id, fetched_at=tx.at)
        return here


def set_in_person(action: CounterAction, ticket_id: int, in_person: bool) -> Ticket:
    """Mark that a visitor is to be escorted, or is not; possible in every live state."""
    with at_counter(action) as (tx, counter):
        found = get_ticket(tx.session, action.office_id, ticket_id)
        move_ticket(tx, found, "mark", counter.id, in_person=in_person)
        return found
