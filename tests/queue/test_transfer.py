"""Transfer a visitor: the arrival time stays, and so does the place in the queue."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.queue.rules.counters import CounterClosed
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, counters
from deskq.queue.service.transfer import SameService, transfer


def test_a_transfer_to_a_service_keeps_the_number_the_arrival_and_the_place(
    served, at, issue, desk, later, now_of, service_id
):
    arrived = served.arrived_at
    moment = later(minutes=5)
    issue("building_permit")

    transfer(at(2), "building_permit", unserved_because="asked")

    sent = now_of(served)
    assert (sent.state, sent.code, sent.arrived_at, sent.since) == ("waiting", "201", arrived, moment)
    assert sent.service_id == service_id("building_permit")
    assert (sent.counter_id, sent.clerk_id, sent.called_at, sent.started_at) == (None, None, None, None)
    assert calls.call_next(desk(3)).id == served.id


def test_a_visitor_sent_to_a_counter_is_called_there_alone_as_one_of_its_first_services(
    served, at, desk, issue, later, now_of, told, version
):
    later(minutes=1)
    issue("building_permit")
    desk(5)
    desk(4)

    transfer(at(2), counter_number=5)

    assert now_of(served).counter_id == at(5).counter_id
    with pytest.raises(NobodyWaiting):
        calls.call_next(at(4))
    before = version()
    assert calls.call_next(at(5)).id == served.id
    assert told(before)[0].facts["why"]["rule"] == "sent"


def test_a_counter_on_break_can_be_sent_a_visitor_and_a_closed_one_cannot(served, at, desk, now_of, unchanged):
    with unchanged(), pytest.raises(CounterClosed):
        transfer(at(2), counter_number=5)
    counters.break_counter(desk(5), 10)

    transfer(at(2), counter_number=5)

    assert now_of(served).counter_id == at(5).counter_id


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


def test_who_was_only_called_can_be_sent_on(called, at, now_of):
    calls.recall(at(2))

    transfer(at(2), "building_permit", unserved_because="asked")

    assert (now_of(called).state, now_of(called).recalls) == ("waiting", 0)
