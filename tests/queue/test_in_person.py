"""A visitor who can neither see nor hear the board counts as called only after an escort."""

from datetime import timedelta

import pytest

from deskq.core import secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.transitions import CannotMove, EscortFirst
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.service import assistance, calls, serve
from deskq.queue.service.issue import KeyReused, issue
from deskq.queue.service.undo import undo
from deskq.reports import queries as report_queries


@pytest.fixture
def called_in_person(office, desk):
    """Called to counter 2, and to be escorted."""
    issue(office, "test", NewTicket("renewal_levy", secrets.new(), in_person=True))
    return calls.call_next(desk(2))


@pytest.mark.parametrize(("action", "state"), [(serve.mark_absent, "absent"), (serve.hold, "held")])
def test_the_call_is_not_over_before_somebody_went(action, state, called_in_person, at, unchanged):
    with unchanged(), pytest.raises(EscortFirst) as refusal:
        action(at(2))
    assert (refusal.value.status, refusal.value.slug) == (409, "go-first")

    fetched = assistance.escort(at(2))

    assert (fetched.state, fetched.fetched_at is not None) == ("called", True)
    assert action(at(2)).state == state


def test_each_call_asks_for_going_again_and_taken_back_leaves_what_was_before(called_in_person, at, now_of):
    assistance.escort(at(2))
    went = now_of(called_in_person).fetched_at
    serve.mark_absent(at(2))
    again = calls.call_next(at(2), called_in_person.id)
    assert again.fetched_at is None
    with pytest.raises(EscortFirst):
        serve.mark_absent(at(2))

    undo(at(2))

    assert now_of(called_in_person).fetched_at == went


def test_having_gone_by_mistake_is_taken_back_and_who_came_by_themselves_is_served(called_in_person, at):
    assistance.escort(at(2))

    undo(at(2))

    with pytest.raises(EscortFirst):
        serve.mark_absent(at(2))
    assert serve.start(at(2)).state == "serving"


def test_a_clerk_marks_a_visitor_and_takes_the_mark_away_until_the_visit_is_over(called, at):
    assistance.set_in_person(at(2), called.id, True)
    with pytest.raises(EscortFirst):
        serve.mark_absent(at(2))

    assistance.set_in_person(at(2), called.id, False)

    assert serve.mark_absent(at(2)).state == "absent"
    kinds = [entry.kind for entry in journal.of_ticket(db.session(), called.id)]
    assert kinds[-3:] == ["ticket.marked", "ticket.marked", "ticket.missed"]
    calls.call_next(at(2), called.id)
    serve.start(at(2))
    serve.finish(at(2))
    with pytest.raises(CannotMove):
        assistance.set_in_person(at(2), called.id, True)


def test_the_counter_sees_who_must_be_fetched_now_and_next(office, called_in_person, at):
    issue(office, "test", NewTicket("renewal_levy", secrets.new(), in_person=True))
    issue(office, "test", NewTicket("renewal_levy", secrets.new()))

    shown = counter_panel(db.session(), at(2).office_id, at(2).counter_id)

    assert shown.present.to_fetch
    assert [row.in_person for row in shown.next_up] == [True, False]
    assistance.escort(at(2))
    assert not counter_panel(db.session(), at(2).office_id, at(2).counter_id).present.to_fetch


def test_the_hall_of_the_supervisor_shows_it_and_the_lobby_does_not(office, called_in_person, at):
    def to_fetch():
        hall = report_queries.hall(db.session(), office, timedelta(hours=1))
        return [row.place.counter for row in hall.counters if row.to_fetch]

    assert to_fetch() == [2]
    assert not hasattr(lobby_board(db.session(), office).calls[0], "in_person")
    assistance.escort(at(2))
    assert to_fetch() == []


def test_the_same_request_with_another_wish_is_another_request(office):
    issue(office, "test", NewTicket("renewal_levy", secrets.new(), request_key="request-1", in_person=True))

    with pytest.raises(KeyReused):
        issue(office, "test", NewTicket("renewal_levy", secrets.new(), request_key="request-1"))
