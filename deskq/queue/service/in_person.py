"""Visitors who can neither see nor hear the board: who they are, and that somebody went to fetch them."""

from deskq.queue.models import Ticket
from deskq.queue.service.press import Press, act, at_counter, visitor
from deskq.queue.service.press import ticket as find


def fetch(press: Press) -> Ticket:
    """Somebody went to the visitor just called; only now may they be called absent."""
    with at_counter(press) as (tell, counter):
        here = visitor(tell.session, counter)
        act(tell, here, "fetch", counter.id, fetched_at=tell.at)
        return here


def mark(press: Press, ticket_id: int, in_person: bool) -> Ticket:
    """A clerk learned that a visitor must be fetched, or need not be; of anyone who is still here."""
    with at_counter(press) as (tell, counter):
        found = find(tell.session, press.office_id, ticket_id)
        act(tell, found, "mark", counter.id, in_person=in_person)
        return found
