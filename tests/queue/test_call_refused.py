"""When a call is refused; calling a chosen visitor; one press that finishes and calls."""

from dataclasses import replace

import pytest

from deskq.errors import Forbidden, NotFound
from deskq.queue import rules, service
from deskq.queue.service.press import AlreadyServing, CounterNotOpen, NobodyHere, Stale


def test_calling_with_nobody_waiting_is_refused(desk, unchanged):
    press = desk(2)

    with unchanged(), pytest.raises(rules.NobodyWaiting):
        service.call_next(press)


def test_a_second_visitor_cannot_be_called_to_a_counter(called, issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(AlreadyServing):
        service.call_next(at(2))


def test_a_closed_counter_cannot_call(issue, at, office, unchanged):
    issue()

    with unchanged(), pytest.raises(CounterNotOpen):
        service.call_next(replace(at(2), clerk_id=None))


def test_a_counter_on_break_cannot_call(issue, desk, unchanged):
    press = desk(2)
    service.break_counter(press, 10)
    issue()

    with unchanged(), pytest.raises(CounterNotOpen):
        service.call_next(press)


def test_nobody_calls_at_the_counter_of_another(issue, desk, at, unchanged):
    desk(2)
    issue()

    with unchanged(), pytest.raises(Forbidden):
        service.call_next(replace(at(2), clerk_id=at(3).clerk_id))


def test_an_unknown_counter_is_not_found(issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(NotFound):
        service.call_next(replace(at(2), counter_id=999))


def test_a_doubled_press_of_next_calls_one_visitor(issue, desk, counter, unchanged):
    first, _ = issue(), issue()
    press = replace(desk(2), turn=counter(2).turn)
    called = service.call_next(press)

    with unchanged(), pytest.raises(Stale):
        service.call_next(press)

    assert called.id == first.id


def test_each_press_at_a_counter_makes_the_pictures_before_it_stale(issue, desk, counter):
    issue()
    press = replace(desk(2), turn=counter(2).turn)
    service.call_next(press)

    assert counter(2).turn > press.turn
    service.start(replace(press, turn=counter(2).turn))


def test_a_chosen_visitor_is_called_out_of_turn_and_the_journal_says_so(issue, desk, told, version):
    issue()
    chosen = issue()
    press, before = desk(2), version()

    called = service.call_next(press, chosen.id)

    assert called.id == chosen.id
    assert told(before)[0].facts["why"]["rule"] == "chosen"


def test_an_absent_visitor_can_be_called_again_at_any_counter(called, at, desk, counter):
    service.miss(at(2))

    again = service.call_next(desk(4), called.id)

    assert (again.state, again.counter_id) == ("called", counter(4).id)


def test_an_unknown_ticket_is_not_found(desk, unchanged):
    press = desk(2)

    with unchanged(), pytest.raises(NotFound):
        service.call_next(press, 999)


def test_one_press_finishes_the_visit_and_calls_the_next(served, issue, at, now_of, told, version):
    following, before = issue(), version()

    called = service.call_next(at(2), finish=served.id)

    assert called.id == following.id
    assert now_of(served).state == "done"
    assert len({entry.press for entry in told(before)}) == 1


def test_with_an_empty_line_the_same_press_just_finishes(served, at, now_of):
    assert service.call_next(at(2), finish=served.id) is None

    assert now_of(served).state == "done"


def test_a_doubled_press_of_finish_and_next_finishes_one_and_calls_one(served, issue, at, unchanged):
    issue()
    issue()
    called = service.call_next(at(2), finish=served.id)
    service.start(at(2))

    with unchanged(), pytest.raises(Stale):
        service.call_next(at(2), finish=served.id)

    assert called.id != served.id


def test_a_doubled_press_of_finish_and_next_with_an_empty_line_is_refused(served, at, unchanged):
    service.call_next(at(2), finish=served.id)

    with unchanged(), pytest.raises(NobodyHere):
        service.call_next(at(2), finish=served.id)


def test_a_visit_that_has_not_begun_is_not_finished_by_calling_the_next(called, issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(rules.CannotMove):
        service.call_next(at(2), finish=called.id)


def test_when_the_chosen_one_cannot_be_called_the_visit_does_not_end_either(served, at, issue, office, unchanged):
    gone = issue()
    service.cancel(office, gone.id)

    with unchanged(), pytest.raises(rules.CannotMove):
        service.call_next(at(2), gone.id, finish=served.id)
