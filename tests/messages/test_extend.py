"""A later deadline is later than the one promised and than now: extending never shortens a promise."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.messages.service.extend_deadline import LONGEST, extend
from tests.tools.refusals import refused_at


@pytest.fixture
def promised(referred):
    """The moment promised for a request that is with its unit."""
    return referred.due_at


@pytest.fixture
def put_off(referred, action):
    """``put_off(due)``: its unit promises it for that moment instead."""
    return lambda due: extend(action("civil", referred), due, "قطعه در راه است")


def test_a_day_before_the_promised_one_is_refused(referred, promised, put_off, now_of):
    for due in (promised - timedelta(days=1), promised):
        with refused_at("day"):
            put_off(due)

    assert now_of(referred.id).due_at == promised


def test_of_a_late_message_a_day_already_past_is_refused(referred, promised, put_off, now_of, later):
    assert later(days=30) > promised + timedelta(days=2)

    with refused_at("day"):
        put_off(promised + timedelta(days=1))

    assert now_of(referred.id).due_at == promised


def test_a_promise_reaches_a_year_ahead_and_no_further(referred, put_off, now_of):
    farthest = clock.now() + LONGEST
    with pytest.raises(InvalidInput):
        put_off(farthest + timedelta(microseconds=1))

    put_off(farthest)

    assert now_of(referred.id).due_at == farthest
