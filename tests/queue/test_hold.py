"""Put a visitor on hold; they return by an action or by the job in time."""

from datetime import timedelta

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.queue import jobs, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, day, serve
from deskq.queue.service.issue import issue as issue_ticket


def test_a_held_visitor_leaves_the_counter_free_and_has_a_time_to_be_back(served, at, issue, now_of, set_office):
    set_office(hold_minutes=15)
    following = issue()

    serve.hold(at(2))

    held = now_of(served)
    assert (held.state, held.returns_at) == ("held", clock.now() + timedelta(minutes=15))
    assert held.counter_id == at(2).counter_id
    assert calls.call_next(at(2)).id == following.id


def test_who_was_only_called_can_be_held_too(called, at, now_of):
    serve.hold(at(2))

    assert now_of(called).state == "held"


def test_in_time_the_held_visitor_waits_again_at_the_place_of_the_arrival(
    served, at, issue, later, now_of, office, unchanged
):
    serve.hold(at(2))
    with unchanged(), pytest.raises(NobodyWaiting):
        calls.call_next(at(2))
    later(minutes=1)
    issue()
    later(minutes=18, seconds=59)
    with unchanged():
        assert day.return_due(office) == 0
    later(seconds=1)

    returned = day.return_due(office)

    back = now_of(served)
    assert returned == 1
    assert (back.state, back.counter_id, back.clerk_id, back.returns_at) == ("waiting", None, None, None)
    assert calls.call_next(at(2)).id == served.id


def test_a_promised_hour_comes_by_the_time_of_the_office_although_the_clock_was_set_back(office, later, monkeypatch):
    """The background job looks at the clock, and the clock is set back before it locks the office."""
    now = clock.now()
    promised = issue_ticket(
        office, "test", NewTicket("info_desk", secrets.new(), begins_at=now + timedelta(minutes=20))
    )
    later(minutes=21)
    look = ticket_queries.offices_with_returns_due

    def then_set_back(*given):
        found = look(*given)
        clock.fix(now)
        return found

    monkeypatch.setattr(ticket_queries, "offices_with_returns_due", then_set_back)

    jobs.run_once()

    assert db.session().get_one(Ticket, promised.id).state == "held"


def test_the_clerk_can_return_a_visitor_on_hold_to_the_queue(served, at, now_of):
    serve.hold(at(2))

    serve.send_back(at(2), served.id)

    assert (now_of(served).state, now_of(served).returns_at) == ("waiting", None)
