"""A supervisor frees a counter whose clerk has gone."""

import pytest

from deskq.core.extensions import db
from deskq.core.secrets import new
from deskq.office.models import Counter
from deskq.queue import queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service import issue as issue_service
from deskq.queue.service.counter_action import CounterAction, CounterNotOpen


def issue(office):
    return issue_service.issue(office, "test", NewTicket("renewal_levy", new()))


def test_a_visitor_just_called_waits_again_and_the_counter_is_closed(office, at):
    counters.open_counter(at(2))
    ticket = issue(office)
    calls.call_next(at(2))

    counters.free_counter(office, "person:8", at(2).counter_id)

    assert queries.ticket_by_id(db.session(), ticket.id).state == "waiting"
    counter = db.session().get(Counter, at(2).counter_id, populate_existing=True)
    assert (counter.status, counter.clerk_id) == ("closed", None)


def test_a_visit_that_had_begun_ends_as_unrecorded(office, at):
    counters.open_counter(at(2))
    ticket = issue(office)
    calls.call_next(at(2))
    serve.start(at(2))

    counters.free_counter(office, "person:8", at(2).counter_id)

    found = queries.ticket_by_id(db.session(), ticket.id)
    assert (found.state, found.outcome) == ("done", "unrecorded")


def test_another_clerk_can_take_the_counter_afterwards(office, at):
    counters.open_counter(at(2))
    counters.free_counter(office, "person:8", at(2).counter_id)
    other = at(3)

    taken = counters.open_counter(CounterAction(office, other.by, at(2).counter_id, other.clerk_id))

    assert taken.clerk_id == other.clerk_id


def test_a_closed_counter_cannot_be_freed(office, at):
    with pytest.raises(CounterNotOpen):
        counters.free_counter(office, "person:8", at(2).counter_id)
