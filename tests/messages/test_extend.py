"""A later deadline is later than the one promised and than now: extending never shortens a promise."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.messages.service.extend_deadline import LONGEST, extend

WHY = "قطعه در راه است"


@pytest.fixture
def promised(referred):
    """The moment promised for a request that is with its unit."""
    return referred.due_at


def test_a_day_before_the_promised_one_is_refused(referred, promised, action, now_of):
    for due in (promised - timedelta(days=1), promised):
        with pytest.raises(InvalidInput) as refusal:
            extend(action("civil", referred), due, WHY)
        assert set(refusal.value.fields) == {"day"}

    assert now_of(referred.id).due_at == promised


def test_of_a_late_message_a_day_already_past_is_refused(referred, promised, action, now_of, later):
    later(days=30)
    assert clock.now() > promised + timedelta(days=2)

    with pytest.raises(InvalidInput) as refusal:
        extend(action("civil", referred), promised + timedelta(days=1), WHY)

    assert set(refusal.value.fields) == {"day"}
    assert now_of(referred.id).due_at == promised


def test_a_promise_reaches_a_year_ahead_and_no_further(referred, action, now_of):
    farthest = clock.now() + LONGEST
    with pytest.raises(InvalidInput):
        extend(action("civil", referred), farthest + timedelta(microseconds=1), WHY)

    extend(action("civil", referred), farthest, WHY)

    assert now_of(referred.id).due_at == farthest
