"""Visitors who can neither see nor hear the board: who they are, and that somebody went to fetch them."""

from deskq.queue.models import Ticket
from deskq.queue.service.counter_action import CounterAction, act, at_counter, visitor
from deskq.queue.service.counter_action import ticket as find


def escort(press: CounterAction) -> Ticket:
    """Somebody went to the visitor just called; only now may they be called absent."""
    with at_counter(press) as (tx, counter):
        here = visitor(tx.session, counter)
        act(tx, here, "fetch", counter.id, fetched_at=tx.at)
        return here


def mark(press: CounterAction, ticket_id: int, in_person: bool) -> Ticket:
    """A clerk learned that a visitor must be fetched, or need not be; of anyone who is still here."""
    with at_counter(press) as (tx, counter):
        found = find(tx.session, press.office_id, ticket_id)
        act(tx, found, "mark", counter.id, in_person=in_person)
        return found
