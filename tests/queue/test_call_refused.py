"""When a call is refused; calling a chosen visitor; one press that finishes and calls."""

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


def test_calling_with_nobody_waiting_is_refused(desk, unchanged):
    press = desk(2)

    with unchanged(), pytest.raises(NobodyWaiting):
        calls.call_next(press)


def test_a_second_visitor_cannot_be_called_to_a_counter(called, issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(AlreadyServing):
        calls.call_next(at(2))


def test_a_closed_counter_cannot_call(issue, at, office, unchanged):
    issue()

    with unchanged(), pytest.raises(CounterNotOpen):
        calls.call_next(replace(at(2), clerk_id=None))


def test_a_counter_on_break_cannot_call(issue, desk, unchanged):
    press = desk(2)
    counters.break_counter(press, 10)
    issue()

    with unchanged(), pytest.raises(CounterNotOpen):
        calls.call_next(press)


def test_nobody_calls_at_the_counter_of_another(issue, desk, at, unchanged):
    desk(2)
    issue()

    with unchanged(), pytest.raises(Forbidden):
        calls.call_next(replace(at(2), clerk_id=at(3).clerk_id))


def test_an_unknown_counter_is_not_found(issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(NotFound):
        calls.call_next(replace(at(2), counter_id=999))


def test_a_doubled_press_of_next_calls_one_visitor(issue, desk, counter, unchanged):
    first, _ = issue(), issue()
    press = replace(desk(2), revision=counter(2).turn)
    called = calls.call_next(press)

    with unchanged(), pytest.raises(Stale):
        calls.call_next(press)

    assert called.id == first.id


def test_each_press_at_a_counter_makes_the_pictures_before_it_stale(issue, desk, counter):
    issue()
    press = replace(desk(2), revision=counter(2).turn)
    calls.call_next(press)

    assert counter(2).turn > press.revision
    serve.start(replace(press, revision=counter(2).turn))


def test_a_chosen_visitor_is_called_out_of_turn_and_the_journal_says_so(issue, desk, told, version):
    issue()
    chosen = issue()
    press, before = desk(2), version()

    called = calls.call_next(press, chosen.id)

    assert called.id == chosen.id
    assert told(before)[0].facts["why"]["rule"] == "chosen"


def test_an_absent_visitor_can_be_called_again_at_any_counter(called, at, desk, counter):
    serve.mark_absent(at(2))

    again = calls.call_next(desk(4), called.id)

    assert (again.state, again.counter_id) == ("called", counter(4).id)


def test_an_unknown_ticket_is_not_found(desk, unchanged):
    press = desk(2)

    with unchanged(), pytest.raises(NotFound):
        calls.call_next(press, 999)


def test_one_press_finishes_the_visit_and_calls_the_next(served, issue, at, now_of, told, version):
    following, before = issue(), version()

    called = calls.call_next(at(2), finish=served.id)

    assert called.id == following.id
    assert now_of(served).state == "done"
    assert len({entry.press for entry in told(before)}) == 1


def test_with_an_empty_line_the_same_press_just_finishes(served, at, now_of):
    assert calls.call_next(at(2), finish=served.id) is None

    assert now_of(served).state == "done"


def test_a_doubled_press_of_finish_and_next_finishes_one_and_calls_one(served, issue, at, unchanged):
    issue()
    issue()
    called = calls.call_next(at(2), finish=served.id)
    serve.start(at(2))

    with unchanged(), pytest.raises(Stale):
        calls.call_next(at(2), finish=served.id)

    assert called.id != served.id


def test_a_doubled_press_of_finish_and_next_with_an_empty_line_is_refused(served, at, unchanged):
    calls.call_next(at(2), finish=served.id)

    with unchanged(), pytest.raises(NobodyHere):
        calls.call_next(at(2), finish=served.id)


def test_a_visit_that_has_not_begun_is_not_finished_by_calling_the_next(called, issue, at, unchanged):
    issue()

    with unchanged(), pytest.raises(CannotMove):
        calls.call_next(at(2), finish=called.id)


def test_when_the_chosen_one_cannot_be_called_the_visit_does_not_end_either(served, at, issue, office, unchanged):
    gone = issue()
    cancel(office, gone.id)

    with unchanged(), pytest.raises(CannotMove):
        calls.call_next(at(2), gone.id, finish=served.id)


def test_whom_the_counter_does_not_serve_it_does_not_call_by_name_either(issue, desk, unchanged):
    other = issue("building_permit")
    press = desk(2)

    with unchanged(), pytest.raises(ServedElsewhere) as refusal:
        calls.call_next(press, other.id)

    assert refusal.value.values["counters"] == (3, 5, 6)
    assert refusal.value.values["service"].en == "Building permit"


def test_nor_does_a_clerk_whom_the_service_is_not_given_to(issue, desk, edit, at, counter, service_id, unchanged):
    with edit() as session:
        session.add(Skill(person_id=at(2).clerk_id, service_id=service_id("art77")))
    other = issue("renewal_levy")
    press = desk(2)

    with unchanged(), pytest.raises(NotYourService) as refusal:
        calls.call_next(press, other.id)

    assert counter(2).number not in refusal.value.values["counters"]
    assert refusal.value.values["counters"]


def test_and_when_no_other_counter_has_it_a_colleague_is_asked(issue, desk, edit, at, service_id, unchanged):
    mine = at(2)
    with edit() as session:
        session.add(Skill(person_id=mine.clerk_id, service_id=service_id("art77")))
        only_here = session.query(CounterService).filter_by(service_id=service_id("renewal_levy"))
        only_here.filter(CounterService.counter_id != mine.counter_id).delete()
    other = issue("renewal_levy")
    press = desk(2)

    with unchanged(), pytest.raises(OnlyForColleagues):
        calls.call_next(press, other.id)


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


def test_an_absent_visitor_of_a_service_of_others_is_called_by_them(issue, desk, at, unchanged):
    ticket = issue("building_permit")
    calls.call_next(desk(3))
    serve.mark_absent(at(3))
    press = desk(2)

    with unchanged(), pytest.raises(ServedElsewhere):
        calls.call_next(press, ticket.id)


def test_a_service_that_no_counter_serves_any_more_is_anybodys(issue, desk, edit, service_id):
    ticket = issue("building_permit")
    with edit() as session:
        session.query(CounterService).filter_by(service_id=service_id("building_permit")).delete()

    assert calls.call_next(desk(2), ticket.id).id == ticket.id
