"""Finish a visit."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import NobodyHere


def test_a_finished_visit_has_an_outcome_and_a_count_of_services(served, at, later, now_of):
    moment = later(minutes=4)

    serve.finish(at(2), "referred", 3)

    done = now_of(served)
    assert (done.state, done.outcome, done.served, done.finished_at) == ("done", "referred", 3, moment)
    assert done.counter_id == at(2).counter_id


def test_the_counter_is_free_afterwards(served, issue, at):
    following = issue()

    serve.finish(at(2))

    assert calls.call_next(at(2)).id == following.id


def test_a_repeated_action_finishes_once(served, at, unchanged):
    serve.finish(at(2))

    with unchanged(), pytest.raises(NobodyHere):
        serve.finish(at(2))


def test_a_visit_that_has_not_begun_cannot_end(called, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        serve.finish(at(2))


@pytest.mark.parametrize(
    ("outcome", "count", "wrong"), [("tea", 1, "outcome"), ("done", 0, "served"), ("done", 100, "served")]
)
def test_a_wrong_outcome_or_count_is_named(served, at, unchanged, outcome, count, wrong):
    with unchanged(), pytest.raises(InvalidInput) as refusal:
        serve.finish(at(2), outcome, count)

    assert set(refusal.value.fields) == {wrong}
