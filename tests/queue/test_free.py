"""A supervisor closes a counter whose clerk has gone."""

from dataclasses import replace

import pytest

from deskq.queue.service import counters
from deskq.queue.service.counter_action import CounterNotOpen


@pytest.fixture
def free(office, at):
    return lambda: counters.free_counter(office, "person:8", at(2).counter_id)


def test_a_visitor_just_called_waits_again_and_the_counter_is_closed_for_any_clerk(called, at, free, counter, now_of):
    free()

    assert now_of(called).state == "waiting"
    assert (counter(2).status, counter(2).clerk_id) == ("closed", None)
    with pytest.raises(CounterNotOpen):
        free()
    other = at(3)
    assert counters.open_counter(replace(other, counter_id=at(2).counter_id)).clerk_id == other.clerk_id


def test_a_visit_that_had_begun_ends_as_unrecorded(served, free, now_of):
    free()

    assert (now_of(served).state, now_of(served).outcome) == ("done", "unrecorded")
