"""When a call is refused; calling a chosen visitor; one action that finishes and calls."""

from dataclasses import replace

import pytest

from deskq.core.errors import Forbidden, NotFound
from deskq.office.models import CounterService, Skill
from deskq.queue.rules.counters import NotYourService, OnlyForColleagues, SentElsewhere, ServedElsewhere
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import AlreadyServing, CounterNotOpen, NobodyHere, Stale
from deskq.queue.service.transfer import transfer


def test_only_the_clerk_of_an_open_counter_calls_and_only_who_is_there(issue, desk, at, unchanged):
    with unchanged(), pytest.raises(CounterNotOpen):
        calls.call_next(replace(at(2), clerk_id=None))
    with unchanged(), pytest.raises(NotFound):
        calls.call_next(replace(at(2), counter_id=999))
    action = desk(2)
    with unchanged(), pytest.raises(NobodyWaiting):
        calls.call_next(action)
    with unchanged(), pytest.raises(NotFound):
        calls.call_next(action, 999)
    issue()
    with unchanged(), pytest.raises(Forbidden):
        calls.call_next(replace(action, clerk_id=at(3).clerk_id))
    counters.break_counter(action, 10)
    with unchanged(), pytest.raises(CounterNotOpen):
        calls.call_next(action)


def test_a_second_visitor_cannot_be_called_to_a_counter_before_the_first_is_gone(called, issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(AlreadyServing):
        calls.call_next(at(2))
    with unchanged(), pytest.raises(CannotMove):  # the visit has not begun
        calls.call_next(at(2), finish=called.id)


def test_a_repeated_call_next_calls_one_visitor_as_each_action_makes_older_revisions_stale(
    issue, desk, counter, unchanged
):
    first, _ = issue(), issue()
    action = replace(desk(2), revision=counter(2).turn)
    called = calls.call_next(action)

    with unchanged(), pytest.raises(Stale):
        calls.call_next(action)

    assert called.id == first.id
    assert counter(2).turn > action.revision
    serve.start(replace(action, revision=counter(2).turn))


def test_a_chosen_visitor_is_called_out_of_turn_and_the_journal_says_so(issue, desk, told, version):
    issue()
    chosen = issue()
    action, before = desk(2), version()

    called = calls.call_next(action, chosen.id)

    assert called.id == chosen.id
    assert told(before)[0].facts["why"]["rule"] == "chosen"


def test_an_absent_visitor_can_be_called_again_at_any_counter(called, at, desk, counter):
    serve.mark_absent(at(2))

    again = calls.call_next(desk(4), called.id)

    assert (again.state, again.counter_id) == ("called", counter(4).id)


def test_one_action_finishes_the_visit_and_calls_the_next(served, issue, at, now_of, told, version):
    following, before = issue(), version()

    called = calls.call_next(at(2), finish=served.id)

    assert called.id == following.id
    assert now_of(served).state == "done"
    assert len({entry.press for entry in told(before)}) == 1


def test_a_repeated_finish_and_next_finishes_one_and_calls_one(served, issue, at, unchanged):
    issue()
    issue()
    called = calls.call_next(at(2), finish=served.id)
    serve.start(at(2))

    with unchanged(), pytest.raises(Stale):
        calls.call_next(at(2), finish=served.id)

    assert called.id != served.id


def test_with_an_empty_queue_the_same_action_only_finishes_and_only_once(served, at, now_of, unchanged):
    assert calls.call_next(at(2), finish=served.id) is None
    assert now_of(served).state == "done"

    with unchanged(), pytest.raises(NobodyHere):
        calls.call_next(at(2), finish=served.id)


def test_when_the_chosen_one_cannot_be_called_the_visit_does_not_end_either(served, at, issue, office, unchanged):
    gone = issue()
    cancel(office, gone.id)

    with unchanged(), pytest.raises(CannotMove):
        calls.call_next(at(2), gone.id, finish=served.id)


def test_whom_the_counter_does_not_serve_it_calls_neither_next_nor_by_name_nor_after_absence(
    issue, desk, at, unchanged
):
    other = issue("building_permit")
    action = desk(2)

    with unchanged(), pytest.raises(NobodyWaiting):
        calls.call_next(action)
    with unchanged(), pytest.raises(ServedElsewhere) as refusal:
        calls.call_next(action, other.id)
    assert refusal.value.values["counters"] == (3, 5, 6)
    assert refusal.value.values["service"].en == "Building permit"
    calls.call_next(desk(3))
    serve.mark_absent(at(3))
    with unchanged(), pytest.raises(ServedElsewhere):
        calls.call_next(action, other.id)


def test_nor_does_a_clerk_whom_the_service_is_not_given_to(issue, desk, edit, at, counter, service_id, unchanged):
    with edit() as session:
        session.add(Skill(person_id=at(2).clerk_id, service_id=service_id("art77")))
    other = issue("renewal_levy")
    action = desk(2)

    with unchanged(), pytest.raises(NotYourService) as refusal:
        calls.call_next(action, other.id)

    assert counter(2).number not in refusal.value.values["counters"]
    assert refusal.value.values["counters"]


def test_and_when_no_other_counter_has_it_a_colleague_is_asked(issue, desk, edit, at, service_id, unchanged):
    mine = at(2)
    with edit() as session:
        session.add(Skill(person_id=mine.clerk_id, service_id=service_id("art77")))
        only_here = session.query(CounterService).filter_by(service_id=service_id("renewal_levy"))
        only_here.filter(CounterService.counter_id != mine.counter_id).delete()
    other = issue("renewal_levy")
    action = desk(2)

    with unchanged(), pytest.raises(OnlyForColleagues):
        calls.call_next(action, other.id)


def test_who_was_sent_to_another_counter_is_called_there_alone(served, at, desk, unchanged):
    desk(4)
    transfer(at(2), counter_number=4)

    with unchanged(), pytest.raises(SentElsewhere) as refusal:
        calls.call_next(at(2), served.id)

    assert refusal.value.values["number"] == 4
    assert calls.call_next(at(4), served.id).id == served.id


def test_whom_a_counter_was_sent_and_then_missed_it_may_call_again(issue, desk, at):
    ticket = issue("building_permit")
    desk(2)
    calls.call_next(desk(3))
    transfer(at(3), counter_number=2)
    calls.call_next(at(2), ticket.id)
    serve.mark_absent(at(2))

    assert calls.call_next(at(2), ticket.id).state == "called"


def test_a_service_that_no_counter_serves_any_more_is_anybodys(issue, desk, edit, service_id):
    ticket = issue("building_permit")
    with edit() as session:
        session.query(CounterService).filter_by(service_id=service_id("building_permit")).delete()

    assert calls.call_next(desk(2), ticket.id).id == ticket.id
