"""Taking the last press at a counter back."""

from dataclasses import replace

import pytest

from deskq.extensions import db
from deskq.queue import queries, rules, service
from deskq.queue.service.press import Stale
from deskq.ratings import service as rating_service
from tests.queue import whole
from tests.queue.states import bring

#: {verb: (state before, the press)}
PRESSES = {
    "call": ("waiting", lambda press, ticket: service.call_next(press)),
    "fetch": ("called", lambda press, ticket: service.fetch(press)),
    "start": ("called", lambda press, ticket: service.start(press)),
    "miss": ("called", lambda press, ticket: service.miss(press)),
    "hold": ("serving", lambda press, ticket: service.hold(press)),
    "resume": ("held", service.resume),
    "transfer": ("serving", lambda press, ticket: service.transfer(press, service_code="art77")),
    "finish": ("serving", lambda press, ticket: service.finish(press, "referred", 2)),
    "put_back": ("called", lambda press, ticket: service.put_back(press)),
    "return": ("absent", service.send_back),
}


@pytest.mark.parametrize("verb", PRESSES)
def test_undo_leaves_the_ticket_exactly_as_it_was(verb, office, at, later):
    state, do = PRESSES[verb]
    ticket = bring(state, office, at)
    before = whole.columns(queries.ticket_by_id(db.session(), ticket))
    later(seconds=5)
    do(at(2), ticket)
    later(seconds=5)

    service.undo(at(2))

    assert whole.columns(queries.ticket_by_id(db.session(), ticket)) == before


def test_every_verb_that_can_be_undone_is_tried_here_or_beside():
    beside = {"open", "break", "close", "release", "cancel"}  # test_undo_counter.py, test_rejoin.py

    assert set(PRESSES) | beside == set(rules.UNDOABLE)


def test_undo_is_an_entry_of_its_own_and_takes_none_away(called, at, told, version):
    before = version()

    service.undo(at(2))

    (entry,) = told(before)
    assert (entry.kind, entry.facts["verb"], entry.ticket_id) == ("ticket.undone", "call", called.id)


def test_finish_and_next_are_undone_together(served, issue, at, now_of):
    following = issue()
    service.call_next(at(2), finish=served.id)

    service.undo(at(2))

    assert (now_of(served).state, now_of(served).outcome, now_of(following).state) == ("serving", None, "waiting")


def test_finish_and_next_are_undone_together_or_not_at_all(served, issue, at, office, unchanged):
    following = issue()
    service.call_next(at(2), finish=served.id)
    service.cancel(office, following.id)

    with unchanged(), pytest.raises(rules.CannotUndo):
        service.undo(at(2))


@pytest.mark.parametrize(("seconds", "possible"), [(60, True), (61, False)])
def test_a_press_can_be_undone_for_a_while(called, at, later, set_office, now_of, seconds, possible):
    set_office(undo_seconds=60)
    later(seconds=seconds)

    if possible:
        service.undo(at(2))
    else:
        with pytest.raises(rules.CannotUndo):
            service.undo(at(2))

    assert now_of(called).state == ("waiting" if possible else "called")


def test_nothing_is_undone_twice(called, at, unchanged):
    service.undo(at(2))

    with unchanged(), pytest.raises(rules.CannotUndo):
        service.undo(at(2))


def test_a_recall_has_rung_and_is_not_undone(called, at, unchanged):
    service.recall(at(2))

    with unchanged(), pytest.raises(rules.CannotUndo):
        service.undo(at(2))


def test_a_sent_visitor_who_has_been_called_elsewhere_stays_there(served, at, desk, unchanged):
    service.transfer(at(2), service_code="building_permit")
    service.call_next(desk(3))

    with unchanged(), pytest.raises(rules.CannotUndo):
        service.undo(at(2))


def test_a_held_visitor_who_came_back_and_went_again_is_not_held_by_an_old_undo(served, at, desk, unchanged):
    service.hold(at(2))
    service.send_back(at(2), served.id)
    service.call_next(desk(4), served.id)
    service.hold(at(4))

    with unchanged(), pytest.raises(rules.CannotUndo):
        service.undo(at(2))


def test_a_visit_that_has_been_rated_stays_finished(served, at, office, unchanged):
    service.finish(at(2))
    rating_service.rate(office, served.id, 5, "phone")

    with unchanged(), pytest.raises(rules.CannotUndo):
        service.undo(at(2))


def test_undo_on_an_older_picture_of_the_counter_does_nothing(called, at, counter, unchanged):
    press = replace(at(2), turn=counter(2).turn)
    service.start(at(2))

    with unchanged(), pytest.raises(Stale):
        service.undo(press)
