"""A visitor at the counter: called again, served, missed, put back, resumed, finished; and when that is refused."""

import pytest

from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.queue.rules.transitions import CannotMove, RecalledEnough
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import AlreadyServing, NobodyHere
from deskq.queue.service.transfer import transfer


def send_on(action):
    return transfer(action, service_code="art77")


AT_COUNTER = [calls.recall, serve.start, serve.mark_absent, serve.hold, serve.requeue, serve.finish, send_on]


@pytest.mark.parametrize("press", AT_COUNTER)
def test_with_nobody_at_the_counter_there_is_nobody_to_press_for(press, desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        press(action)


@pytest.mark.parametrize("press", [calls.recall, serve.start, serve.mark_absent, serve.requeue])
def test_who_is_being_served_is_not_called_begun_missed_or_put_back_once_more(press, served, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        press(at(2))


def test_the_service_begins_now_and_does_not_end_before(called, at, later, now_of, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        serve.finish(at(2))
    moment = later(seconds=40)

    serve.start(at(2))

    started = now_of(called)
    assert (started.state, started.started_at, started.since) == ("serving", moment, moment)


def test_a_finished_visit_has_an_outcome_and_a_count_of_services_and_the_counter_is_free(
    served, issue, at, later, now_of, unchanged
):
    following = issue()
    moment = later(minutes=4)

    serve.finish(at(2), "referred", 3)

    done = now_of(served)
    assert (done.state, done.outcome, done.served, done.finished_at) == ("done", "referred", 3, moment)
    assert done.counter_id == at(2).counter_id
    with unchanged(), pytest.raises(NobodyHere):
        serve.finish(at(2))
    assert calls.call_next(at(2)).id == following.id


@pytest.mark.parametrize(
    ("outcome", "count", "wrong"), [("tea", 1, "outcome"), ("done", 0, "served"), ("done", 100, "served")]
)
def test_a_wrong_outcome_or_count_is_named(served, at, unchanged, outcome, count, wrong):
    with unchanged(), pytest.raises(InvalidInput) as refusal:
        serve.finish(at(2), outcome, count)

    assert set(refusal.value.fields) == {wrong}


def test_a_no_show_is_absent_and_the_next_in_the_queue_keeps_the_place(called, issue, at, now_of):
    following = issue()

    serve.mark_absent(at(2))

    assert now_of(called).state == "absent"
    assert calls.call_next(at(2)).id == following.id


@pytest.mark.parametrize("is_missed", [False, True], ids=["put back", "missed and returned"])
def test_who_is_put_back_or_returned_keeps_the_place_of_the_arrival(called, issue, at, later, now_of, is_missed):
    later(minutes=1)
    issue()

    if is_missed:
        serve.mark_absent(at(2))
        serve.send_back(at(2), called.id)
    else:
        serve.requeue(at(2))

    back = now_of(called)
    assert (back.state, back.counter_id, back.clerk_id) == ("waiting", None, None)
    assert (back.called_at is not None) == is_missed
    assert calls.call_next(at(2)).id == called.id


def test_any_counter_for_the_service_may_call_who_was_put_back(called, at, desk):
    serve.requeue(at(2))

    assert calls.call_next(desk(4)).id == called.id


def test_a_recall_is_counted_and_the_call_stays_the_same_until_a_new_one(called, at, later, now_of):
    call, since = called.call, called.since
    later(seconds=20)

    calls.recall(at(2))

    again = now_of(called)
    assert (again.state, again.recalls, again.call, again.since) == ("called", 1, call, since)
    serve.mark_absent(at(2))
    anew = calls.call_next(at(2), called.id)
    assert anew.recalls == 0
    assert anew.call > 0


@pytest.mark.parametrize("most", [2, 0])
def test_beyond_the_maximum_a_recall_is_refused_and_says_how_often_it_rang(called, at, set_office, unchanged, most):
    set_office(recall_max=most)
    for _ in range(most):
        calls.recall(at(2))

    with unchanged(), pytest.raises(RecalledEnough) as refusal:
        calls.recall(at(2))

    assert refusal.value.values == {"code": "201", "times": most + 1}


def test_the_service_of_a_held_visitor_goes_on_from_when_it_began(served, at, later, now_of):
    began = served.started_at
    serve.hold(at(2))
    later(minutes=5)

    serve.resume(at(2), served.id)

    back = now_of(served)
    assert (back.state, back.started_at, back.returns_at) == ("serving", began, None)


def test_who_was_held_before_it_began_begins_now(called, at, later, now_of):
    serve.hold(at(2))
    moment = later(minutes=5)

    serve.resume(at(2), called.id)

    assert now_of(called).started_at == moment


def test_neither_another_counter_nor_a_busy_one_takes_a_held_visitor(served, at, desk, issue, unchanged):
    serve.hold(at(2))
    other = desk(4)

    for take in (serve.resume, serve.send_back):
        with unchanged(), pytest.raises(Forbidden):
            take(other, served.id)
    issue()
    calls.call_next(at(2))
    with unchanged(), pytest.raises(AlreadyServing):
        serve.resume(at(2), served.id)


@pytest.mark.parametrize("bring_back", [serve.resume, serve.send_back])
def test_who_waits_already_is_neither_resumed_nor_sent_back(issue, desk, unchanged, bring_back):
    ticket, action = issue(), desk(2)

    with unchanged(), pytest.raises(CannotMove):
        bring_back(action, ticket.id)
    with unchanged(), pytest.raises(NotFound):
        bring_back(action, 999)
