"""Calls that are gone, of another office, or made already are refused."""

import pytest

from deskq.core.errors import NotFound
from deskq.feedback_calls import service
from deskq.feedback_calls.service import AlreadyCalled
from deskq.messages.models import Feedback
from tests.feedback_calls.answered_messages import answered, person
from tests.offices.conftest import north

__all__ = ["answered", "north"]

ACTIONS = {
    "begin": service.begin_call,
    "take": lambda office, by, who, call: service.take_feedback(office, by, who, call, "satisfied"),
    "take back": service.take_back,
}


@pytest.mark.parametrize("verb", ACTIONS)
def test_a_call_that_is_gone_or_of_another_office_is_not_found(verb, office, answered, north):
    call, who = answered().id, person("operator")

    for where, number in ((office, 999), (north, call)):
        with pytest.raises(NotFound):
            ACTIONS[verb](where, f"person:{who}", who, number)


@pytest.mark.parametrize("verb", ["begin", "take"])
def test_a_call_that_was_made_is_not_made_again(verb, office, answered, look):
    call, who = answered().id, person("operator")
    service.take_feedback(office, f"person:{who}", who, call, "unsure")

    with pytest.raises(AlreadyCalled):
        ACTIONS[verb](office, f"person:{who}", who, call)

    kept = look().get_one(Feedback, call)
    assert (kept.outcome, kept.tries, kept.claimed_by_id) == ("unsure", 1, None)
