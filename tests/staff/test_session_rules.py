"""How long a session is valid."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.access.session_rules import MAX_SESSION_LENGTH, is_valid

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("began", "seen", "valid"),
    [
        pytest.param(-2 * HOUR, -10 * MINUTE, True, id="used lately"),
        pytest.param(-2 * HOUR, -HOUR, True, id="idle to the last second"),
        pytest.param(-2 * HOUR, -HOUR - SECOND, False, id="idle for too long"),
        pytest.param(-MAX_SESSION_LENGTH, -MINUTE, True, id="a whole working day"),
        pytest.param(-MAX_SESSION_LENGTH - SECOND, -MINUTE, False, id="longer than a working day"),
        pytest.param(30 * SECOND, 30 * SECOND, True, id="another machine's clock, a little ahead"),
        pytest.param(2 * HOUR, 2 * HOUR, False, id="begun when the clock was ahead"),
        pytest.param(2 * HOUR, timedelta(0), False, id="begun when the clock was ahead, used since"),
        pytest.param(-2 * HOUR, 2 * HOUR, False, id="used when the clock was ahead"),
    ],
)
def test_a_session_is_valid(began, seen, valid):
    assert is_valid(NOW + began, NOW + seen, NOW, HOUR) is valid
