"""Opening, pausing and closing a counter can be undone while nothing has happened since."""

from dataclasses import replace

import pytest

from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from deskq.queue.rules.counters import HoldsAnother
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from tests.queue import invariants


@pytest.fixture
def seat(counter):
    """Status, clerk and break of counter 2."""

    def now():
        row = counter(2)
        return row.status, row.clerk_id, row.break_until

    return now


@pytest.mark.parametrize(
    ("first", "action"),
    [
        ((), counters.open_counter),
        ((counters.open_counter,), lambda action: counters.break_counter(action, 10)),
        ((counters.open_counter, lambda action: counters.break_counter(action, 10)), counters.open_counter),
        ((counters.open_counter,), counters.close_counter),
        ((counters.open_counter, lambda action: counters.break_counter(action, 10)), counters.close_counter),
    ],
    ids=["opened", "paused", "back", "closed", "closed from a break"],
)
def test_undo_leaves_the_counter_exactly_as_it_was(first, action, at, seat, later):
    for earlier in first:
        earlier(at(2))
    before = seat()
    later(seconds=5)
    action(at(2))
    assert seat() != before
    later(seconds=5)

    undo(at(2))

    assert seat() == before


def test_closing_undone_gives_the_counter_its_people_back(served, at, desk, issue, now_of, office):
    serve.hold(at(2))
    sent = issue()
    calls.call_next(desk(4), sent.id)
    transfer(at(4), counter_number=2)
    before = [invariants.columns(now_of(ticket)) for ticket in (served, sent)]
    counters.close_counter(at(2))
    assert now_of(served).state == "waiting"

    undo(at(2))

    assert [invariants.columns(now_of(ticket)) for ticket in (served, sent)] == before


def test_once_somebody_of_them_was_called_elsewhere_the_counter_stays_closed(served, at, desk, unchanged):
    serve.hold(at(2))
    counters.close_counter(at(2))
    calls.call_next(desk(4))

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_an_opening_stays_once_somebody_was_sent_there(desk, issue, at, unchanged):
    desk(2)
    issue("notary_clearance")
    calls.call_next(desk(4))
    transfer(at(4), counter_number=2)

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_who_has_sat_down_elsewhere_does_not_get_the_old_counter_too(desk, at, unchanged):
    counters.close_counter(desk(2))
    counters.open_counter(replace(at(3), clerk_id=at(2).clerk_id))

    with unchanged(), pytest.raises(HoldsAnother):
        undo(at(2))


def test_only_who_closed_it_takes_that_back_and_not_from_a_colleague_who_has_taken_it(desk, at, unchanged):
    counters.close_counter(desk(2))
    colleague = replace(at(2), by=at(3).by, clerk_id=at(3).clerk_id)

    with unchanged(), pytest.raises(Forbidden):
        undo(colleague)
    counters.open_counter(colleague)
    with unchanged(), pytest.raises(Forbidden):
        undo(at(2))


def test_a_counter_that_a_supervisor_freed_stays_free_and_offers_no_undo(desk, at, office, unchanged):
    action = desk(2)
    counters.free_counter(office, "person:8", action.counter_id)

    with unchanged(), pytest.raises(Forbidden):
        undo(at(2))
    assert counter_panel(db.session(), action.office_id, action.counter_id).last.undo_until is None


@pytest.mark.parametrize("action", [counters.open_counter, counters.close_counter])
def test_after_a_while_it_is_too_late(action, at, desk, later, set_office, unchanged):
    set_office(undo_seconds=60)
    if action is counters.close_counter:
        desk(2)
    action(at(2))
    later(seconds=61)

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_undo_is_an_entry_of_its_own_and_not_repeated(desk, at, told, version, unchanged):
    counters.break_counter(desk(2), 10)
    before = version()

    undo(at(2))

    (entry,) = told(before)
    assert (entry.kind, entry.facts["verb"]) == ("counter.undone", "break")
    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))


def test_the_page_offers_it_and_says_what_was_done(desk, at):
    action = desk(2)
    told = []
    for do in (lambda action: counters.break_counter(action, 5), undo, counters.close_counter, undo):
        do(action)
        last = counter_panel(db.session(), action.office_id, action.counter_id).last
        told.append((last.verb, last.undo_until is not None, last.left == action.clerk_id))

    assert told == [
        ("on_break", True, False),
        ("undone", False, False),
        ("closed", True, True),
        ("undone", False, False),
    ]
