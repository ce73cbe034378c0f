"""With ``CI=true`` a run says when the ordinary tests together took longer than they may, and fails when that is not
the machine; load tests do not count. A machine that is slower during the run (``machine_speed``) may take longer."""

import os
from time import monotonic

import pytest

from tests.machine_speed import MachineSpeed

LONGEST = 25.0  #: minutes on two cores of a usual machine
NOISE = 1.2  #: the same run takes so many times as long although the calculation does not
EVERY = 30.0  #: seconds from one look at the speed of the machine to the next
ORDINARY = "not load and not soak"  #: as ``make test`` selects them


class RunTime:
    """Registered for one run in the process that starts the others."""

    def __init__(self) -> None:
        self._began = self._next = monotonic()
        self._speed = MachineSpeed()
        self._minutes = 0.0

    def pytest_runtest_logreport(self) -> None:
        if monotonic() >= self._next:
            self._speed.take()
            self._next = monotonic() + EVERY

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._minutes = (monotonic() - self._began) / 60
        if self._minutes > NOISE * self._longest:
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._minutes > self._longest:
            terminalreporter.write_line(
                f"TOO SLOW: the ordinary tests took {self._minutes:.1f} minutes, and may take {self._longest:.1f} on "
                f"this machine, {LONGEST:g} on a usual one (tests/run_time.py). --durations=20 shows the slowest.",
                red=True,
            )
        elif self._minutes > LONGEST:
            terminalreporter.write_line(
                f"The ordinary tests took {self._minutes:.1f} minutes, {LONGEST:g} on a usual machine: this one is "
                f"{self._speed.slowness:.1f} times as slow (tests/run_time.py)."
            )

    @property
    def _longest(self) -> float:
        return LONGEST * self._speed.slowness


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") == "true" and config.option.markexpr == ORDINARY and not hasattr(config, "workerinput"):
        config.pluginmanager.register(RunTime(), "run time")
