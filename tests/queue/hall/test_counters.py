"""A supervisor opens, pauses and closes counters, and undoes it."""

import pytest

from deskq.queue.hall.service import counters
from deskq.queue.rules.counters import HoldsAnother
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import AlreadyServing, CounterNotOpen, Stale
from deskq.queue.service.counters import free_counter


@pytest.fixture
def id_of(counter):
    return lambda number: counter(number).id


def test_a_counter_is_opened_for_a_clerk_who_is_at_no_other_and_for_nobody_else_then(
    office, supervisor, desk, at, counter, id_of, unchanged
):
    desk(3)
    with unchanged(), pytest.raises(HoldsAnother):
        counters.open_for(office, supervisor, id_of(2), at(3).clerk_id)

    counters.open_for(office, supervisor, id_of(2), at(2).clerk_id)

    assert (counter(2).status, counter(2).clerk_id) == ("open", at(2).clerk_id)
    with unchanged(), pytest.raises(counters.OpenAlready):
        counters.open_for(office, supervisor, id_of(2), at(4).clerk_id)


def test_a_break_begins_and_is_ended_for_the_same_clerk(office, supervisor, desk, counter, id_of):
    clerk = desk(2).clerk_id
    counters.take_break(office, supervisor, id_of(2), 15)
    assert (counter(2).status, counter(2).clerk_id) == ("break", clerk)

    counters.open_for(office, supervisor, id_of(2), clerk)

    assert (counter(2).status, counter(2).clerk_id) == ("open", clerk)


def test_no_break_while_a_visitor_is_there_nor_of_a_closed_counter(office, supervisor, called, id_of, unchanged):
    with unchanged(), pytest.raises(AlreadyServing):
        counters.take_break(office, supervisor, id_of(2), 15)
    with unchanged(), pytest.raises(CounterNotOpen):
        counters.take_break(office, supervisor, id_of(3), 15)


def test_undoing_a_closing_brings_the_visit_back(office, supervisor, served, counter, id_of, now_of, later):
    clerk = counter(2).clerk_id
    closed = free_counter(office, supervisor, id_of(2))
    assert now_of(served).state == "done"
    later(seconds=5)

    counters.undo_own(office, supervisor, closed.id, closed.turn)

    assert (now_of(served).state, now_of(served).outcome) == ("serving", None)
    assert (counter(2).status, counter(2).clerk_id) == ("open", clerk)


def test_what_the_clerk_has_done_since_stays(office, supervisor, desk, issue, at, id_of, unchanged):
    desk(2)
    paused = counters.take_break(office, supervisor, id_of(2), 15)
    counters.open_for(office, supervisor, id_of(2), at(2).clerk_id)

    with unchanged(), pytest.raises(Stale):
        counters.undo_own(office, supervisor, paused.id, paused.turn)


def test_the_clerks_own_action_is_not_undone_by_the_supervisor(office, supervisor, served, at, counter, unchanged):
    serve.finish(at(2))

    with unchanged(), pytest.raises(CannotUndo):
        counters.undo_own(office, supervisor, counter(2).id, counter(2).turn)


def test_it_is_too_late_after_the_time_of_the_office(office, supervisor, desk, id_of, later, unchanged):
    desk(2)
    paused = counters.take_break(office, supervisor, id_of(2), 15)
    later(seconds=91)

    with unchanged(), pytest.raises(CannotUndo):
        counters.undo_own(office, supervisor, paused.id, paused.turn)


def test_a_visitor_called_before_the_closing_keeps_the_place(office, supervisor, called, issue, at, id_of):
    issue()
    free_counter(office, supervisor, id_of(2))
    counters.open_for(office, supervisor, id_of(2), at(2).clerk_id)

    assert calls.call_next(at(2)).id == called.id
