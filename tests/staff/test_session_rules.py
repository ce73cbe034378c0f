"""How long a session lives, as a rule over moments."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.staff.rules import LONGEST_SESSION, session_holds

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("began", "seen", "holds"),
    [
        pytest.param(-2 * HOUR, -10 * MINUTE, True, id="pressed lately"),
        pytest.param(-2 * HOUR, -HOUR, True, id="idle to the last second"),
        pytest.param(-2 * HOUR, -HOUR - SECOND, False, id="idle for too long"),
        pytest.param(-LONGEST_SESSION, -MINUTE, True, id="a whole working day"),
        pytest.param(-LONGEST_SESSION - SECOND, -MINUTE, False, id="longer than a working day"),
        pytest.param(30 * SECOND, 30 * SECOND, True, id="another machine's clock, a little ahead"),
        pytest.param(2 * HOUR, 2 * HOUR, False, id="begun when the clock was ahead"),
        pytest.param(2 * HOUR, timedelta(0), False, id="begun when the clock was ahead, pressed since"),
        pytest.param(-2 * HOUR, 2 * HOUR, False, id="pressed when the clock was ahead"),
    ],
)
def test_a_session_holds(began, seen, holds):
    assert session_holds(NOW + began, NOW + seen, NOW, HOUR) is holds
