"""A supervisor frees a counter whose clerk has gone."""

import pytest

from deskq.extensions import db
from deskq.office.models import Counter
from deskq.queue import queries, service
from deskq.queue.service.press import CounterNotOpen
from deskq.tokens import new


def issue(office):
    return service.issue(office, "test", "renewal_levy", new())


def test_a_visitor_just_called_waits_again_and_the_counter_is_closed(office, at):
    service.open_counter(at(2))
    ticket = issue(office)
    service.call_next(at(2))

    service.free_counter(office, "person:8", at(2).counter_id)

    assert queries.ticket_by_id(db.session(), ticket.id).state == "waiting"
    counter = db.session().get(Counter, at(2).counter_id, populate_existing=True)
    assert (counter.status, counter.clerk_id) == ("closed", None)


def test_a_visit_that_had_begun_ends_as_unrecorded(office, at):
    service.open_counter(at(2))
    ticket = issue(office)
    service.call_next(at(2))
    service.start(at(2))

    service.free_counter(office, "person:8", at(2).counter_id)

    found = queries.ticket_by_id(db.session(), ticket.id)
    assert (found.state, found.outcome) == ("done", "unrecorded")


def test_another_clerk_can_take_the_counter_afterwards(office, at):
    service.open_counter(at(2))
    service.free_counter(office, "person:8", at(2).counter_id)
    other = at(3)

    taken = service.open_counter(service.Press(office, other.by, at(2).counter_id, other.clerk_id))

    assert taken.clerk_id == other.clerk_id


def test_a_closed_counter_cannot_be_freed(office, at):
    with pytest.raises(CounterNotOpen):
        service.free_counter(office, "person:8", at(2).counter_id)
