"""A visitor who left by mistake returns to the old place, for a short time."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue import queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.transitions import STATES, CannotUndo
from deskq.queue.service import calls, counters, serve
from deskq.queue.service import cancel as cancel_service
from deskq.queue.service import issue as issue_service
from deskq.queue.service.cancel import cancel
from tests.queue import invariants
from tests.queue.states import bring


@pytest.mark.parametrize("state", ["waiting", "held", "absent"])
def test_who_did_not_mean_to_leave_is_exactly_where_they_were(state, office, at, later):
    ticket = bring(state, office, at)
    before = invariants.columns(queries.ticket_by_id(db.session(), ticket))
    later(seconds=5)
    cancel(office, ticket)
    later(seconds=5)

    cancel_service.rejoin(office, ticket)

    assert invariants.columns(queries.ticket_by_id(db.session(), ticket)) == before


def test_the_old_place_is_before_those_who_came_later_by_the_visitors_own_wish(
    issue, office, desk, later, told, version
):
    first = issue()
    later(seconds=30)
    issue()
    cancel(office, first.id)
    later(seconds=30)
    before = version()

    cancel_service.rejoin(office, first.id)

    (entry,) = told(before)
    assert (entry.kind, entry.facts["verb"], entry.by) == ("ticket.undone", "cancel", "visitor")
    assert calls.call_next(desk(2)).id == first.id


def test_who_left_when_called_waits_again_and_the_counter_is_not_held_up(called, issue, office, at, now_of):
    following = issue()
    cancel(office, called.id)
    calls.call_next(at(2))

    cancel_service.rejoin(office, called.id)

    back = now_of(called)
    assert (back.state, back.counter_id, back.called_at) == ("waiting", None, None)
    assert back.arrived_at == called.arrived_at
    assert now_of(following).state == "called"


def test_who_was_kept_for_a_counter_that_has_closed_waits_for_any(served, office, at, desk, now_of):
    serve.hold(at(2))
    cancel(office, served.id)
    counters.close_counter(at(2))

    cancel_service.rejoin(office, served.id)

    back = now_of(served)
    assert (back.state, back.counter_id, back.returns_at) == ("waiting", None, None)
    assert calls.call_next(desk(4)).id == served.id


@pytest.mark.parametrize(("seconds", "possible"), [(60, True), (61, False)])
def test_it_is_possible_for_a_while(issue, office, later, set_office, now_of, seconds, possible):
    set_office(undo_seconds=60)
    ticket = issue()
    cancel(office, ticket.id)
    later(seconds=seconds)

    if possible:
        cancel_service.rejoin(office, ticket.id)
    else:
        with pytest.raises(CannotUndo):
            cancel_service.rejoin(office, ticket.id)

    assert now_of(ticket).state == ("waiting" if possible else "cancelled")


@pytest.mark.parametrize("state", [state for state in STATES if state != "cancelled"])
def test_who_has_not_left_does_not_come_back(state, office, at, unchanged):
    ticket = bring(state, office, at)

    with unchanged(), pytest.raises(CannotUndo):
        cancel_service.rejoin(office, ticket)


def test_the_phone_offers_it_while_it_is_possible_and_one_tap_brings_the_visitor_back(
    office, client, later, set_office, now_of
):
    set_office(undo_seconds=60)
    token = secrets.new()
    ticket = issue_service.issue(office, "test", NewTicket("renewal_levy", token))
    address = f"/t/{token}/return"
    assert address not in client.get(f"/t/{token}").text
    client.post(f"/t/{token}/cancellation")
    assert address in client.get(f"/t/{token}").text

    answer = client.post(address)

    assert (answer.status_code, answer.location) == (303, f"/t/{token}")
    assert now_of(ticket).state == "waiting"
    client.post(f"/t/{token}/cancellation")
    later(seconds=61)
    assert address not in client.get(f"/t/{token}").text
    assert client.post(address).status_code == 409


def test_machines_may_do_it_too(office, client):
    token = secrets.new()
    issue_service.issue(office, "test", NewTicket("renewal_levy", token))
    client.post(f"/api/v1/tickets/{token}/cancellation")

    back = client.post(f"/api/v1/tickets/{token}/return")
    again = client.post(f"/api/v1/tickets/{token}/return")

    assert (back.status_code, back.json["state"], back.json["ahead"]) == (200, "waiting", 0)
    assert (again.status_code, again.json["type"]) == (409, "cannot-undo")
