"""Undo the last action at a counter."""

from dataclasses import replace

import pytest

from deskq.core.extensions import db
from deskq.queue import queries
from deskq.queue.rules.transitions import UNDOABLE, CannotUndo
from deskq.queue.service import assistance, calls, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import Stale
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.ratings import service as rating_service
from tests.queue import invariants
from tests.queue.states import bring

#: {verb: (state before, the press)}
PRESSES = {
    "call": ("waiting", lambda action, ticket: calls.call_next(action)),
    "fetch": ("called", lambda action, ticket: assistance.escort(action)),
    "start": ("called", lambda action, ticket: serve.start(action)),
    "miss": ("called", lambda action, ticket: serve.mark_absent(action)),
    "hold": ("serving", lambda action, ticket: serve.hold(action)),
    "resume": ("held", serve.resume),
    "transfer": ("serving", lambda action, ticket: transfer(action, service_code="art77")),
    "finish": ("serving", lambda action, ticket: serve.finish(action, "referred", 2)),
    "put_back": ("called", lambda action, ticket: serve.requeue(action)),
    "return": ("absent", serve.send_back),
}


@pytest.mark.parametrize("verb", PRESSES)
def test_undo_leaves_the_ticket_exactly_as_it_was(verb, office, at, later):
    state, do = PRESSES[verb]
    ticket = bring(state, office, at)
    before = invariants.columns(queries.ticket_by_id(db.session(), ticket))
    later(seconds=5)
    do(at(2), ticket)
    later(seconds=5)

    undo(at(2))

    assert invariants.columns(queries.ticket_by_id(db.session(), ticket)) == before


def test_every_verb_that_can_be_undone_is_tried_here_or_beside():
    #: test_undo_counter.py, test_rejoin.py, test_keep.py, test_next_service.py
    beside = {"open", "break", "close", "release", "cancel", "keep", "switch"}

    assert set(PRESSES) | beside == set(UNDOABLE)


def test_undo_is_an_entry_of_its_own_takes_none_away_and_is_not_repeated(called, at, told, version, unchanged):
    before = version()

    undo(at(2))

    (entry,) = told(before)
    assert (entry.kind, entry.facts["verb"], entry.ticket_id) == ("ticket.undone", "call", called.id)
    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_finish_and_next_are_undone_together(served, issue, at, now_of):
    following = issue()
    calls.call_next(at(2), finish=served.id)

    undo(at(2))

    assert (now_of(served).state, now_of(served).outcome, now_of(following).state) == ("serving", None, "waiting")


def test_finish_and_next_are_undone_together_or_not_at_all(served, issue, at, office, unchanged):
    following = issue()
    calls.call_next(at(2), finish=served.id)
    cancel(office, following.id)

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


@pytest.mark.parametrize(("seconds", "possible"), [(60, True), (61, False)])
def test_an_action_can_be_undone_for_a_while(called, at, later, set_office, now_of, seconds, possible):
    set_office(undo_seconds=60)
    later(seconds=seconds)

    if possible:
        undo(at(2))
    else:
        with pytest.raises(CannotUndo):
            undo(at(2))

    assert now_of(called).state == ("waiting" if possible else "called")


def test_a_recall_has_rung_and_is_not_undone(called, at, unchanged):
    calls.recall(at(2))

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_a_sent_visitor_who_has_been_called_elsewhere_stays_there(served, at, desk, unchanged):
    transfer(at(2), "building_permit", unserved_because="asked")
    calls.call_next(desk(3))

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_a_held_visitor_who_came_back_and_went_again_is_not_held_by_an_old_undo(served, at, desk, unchanged):
    serve.hold(at(2))
    serve.send_back(at(2), served.id)
    calls.call_next(desk(4), served.id)
    serve.hold(at(4))

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_a_visit_that_has_been_rated_stays_finished(served, at, office, unchanged):
    serve.finish(at(2))
    rating_service.rate(office, served.id, 5, "phone")

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_undo_on_an_older_picture_of_the_counter_does_nothing(called, at, counter, unchanged):
    action = replace(at(2), revision=counter(2).turn)
    serve.start(at(2))

    with unchanged(), pytest.raises(Stale):
        undo(action)
