"""Transfer a visitor: the arrival time stays, and so does the place in the queue."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.queue.rules.counters import CounterClosed
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import NobodyHere
from deskq.queue.service.transfer import SameService, transfer


def test_a_transfer_to_a_service_keeps_the_arrival_time(served, at, later, now_of, service_id):
    arrived = served.arrived_at
    moment = later(minutes=5)

    transfer(at(2), "building_permit", unserved_because="asked")

    sent = now_of(served)
    assert (sent.state, sent.arrived_at, sent.since) == ("waiting", arrived, moment)
    assert sent.service_id == service_id("building_permit")
    assert (sent.counter_id, sent.clerk_id, sent.called_at, sent.started_at) == (None, None, None, None)


def test_a_transferred_visitor_is_ahead_of_those_who_came_later(served, at, issue, desk, later):
    later(minutes=1)
    issue("building_permit")

    transfer(at(2), "building_permit", unserved_because="asked")

    assert calls.call_next(desk(3)).id == served.id


def test_a_transferred_visitor_keeps_the_number(served, at, now_of):
    transfer(at(2), "building_permit", unserved_because="asked")

    assert now_of(served).code == "201"


def test_a_transfer_to_a_counter_directs_the_visitor_there(served, at, desk, now_of):
    desk(5)
    desk(4)

    transfer(at(2), counter_number=5)

    assert now_of(served).counter_id == at(5).counter_id
    with pytest.raises(NobodyWaiting):
        calls.call_next(at(4))
    assert calls.call_next(at(5)).id == served.id


def test_a_directed_visitor_counts_as_one_of_the_first_services_there(served, at, desk, issue, later, told, version):
    later(minutes=1)
    issue("building_permit")
    action = desk(5)

    transfer(at(2), counter_number=5)
    before = version()

    assert calls.call_next(action).id == served.id
    assert told(before)[0].facts["why"]["rule"] == "sent"


def test_a_counter_on_break_can_be_sent_a_visitor(served, at, desk, now_of):
    counters.break_counter(desk(5), 10)

    transfer(at(2), counter_number=5)

    assert now_of(served).counter_id == at(5).counter_id


def test_a_closed_counter_cannot_be_sent_a_visitor(served, at, unchanged):
    with unchanged(), pytest.raises(CounterClosed):
        transfer(at(2), counter_number=5)


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ({}, "service"),
        ({"service_code": "art77", "counter_number": 4}, "service"),
        ({"counter_number": 4, "clerk_id": 1}, "clerk"),
        ({"service_code": "tea"}, "service"),
        ({"counter_number": 99}, "counter"),
        ({"counter_number": 2}, "counter"),
    ],
)
def test_there_must_be_one_place_to_go_to(served, at, unchanged, where, wrong):
    with unchanged(), pytest.raises(InvalidInput) as refusal:
        transfer(at(2), **where)

    assert set(refusal.value.fields) == {wrong}


def test_nobody_is_sent_to_the_service_they_are_for_already(served, at, unchanged):
    with unchanged(), pytest.raises(SameService):
        transfer(at(2), service_code="renewal_levy")


def test_without_a_visitor_nobody_is_sent(desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        transfer(action, service_code="art77")


def test_who_was_only_called_can_be_sent_on(called, at, now_of):
    calls.recall(at(2))

    transfer(at(2), "building_permit", unserved_because="asked")

    assert (now_of(called).state, now_of(called).recalls) == ("waiting", 0)
