"""With ``CI=true`` a run says when the ordinary tests together took longer than they may, and fails when that is not
the machine; load tests do not count."""

import os
from time import monotonic

import pytest

LONGEST = 25.0  #: minutes on two cores
NOISE = 1.2  #: the same run takes so many times as long on a machine whose host does other work
ORDINARY = "not load and not soak"  #: as ``make test`` selects them
BEGAN, OVER = pytest.StashKey[float](), pytest.StashKey[float]()


def pytest_sessionstart(session: pytest.Session) -> None:
    session.config.stash[BEGAN] = monotonic()


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    counts = os.environ.get("CI") == "true" and config.option.markexpr == ORDINARY
    minutes = (monotonic() - config.stash[BEGAN]) / 60
    if counts and minutes > LONGEST and not hasattr(config, "workerinput"):
        config.stash[OVER] = minutes
        if minutes > NOISE * LONGEST:
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if OVER in config.stash:
        terminalreporter.write_line(
            f"TOO SLOW: the ordinary tests took {config.stash[OVER]:.1f} minutes, and may take {LONGEST:g} "
            "(tests/run_time.py). --durations=20 shows the slowest.",
            red=True,
        )
