"""Inside a run of steps (``tests/tools/steps.py``) tests say what they took, by kind, and which of them failed. It is
reported and never makes a run fail: a slow machine is no fault of a change."""

import os
from collections import defaultdict
from dataclasses import dataclass

import pytest

from tests.tools import steps

#: {marker: kind} of tests that are counted apart from their folder; the first that a test has.
KINDS = {"load": "load", "e2e": "browsers", "postgres": "databases", "redis": "databases"}
SHOWN = 12  #: kinds of a run that have a line of their own


@dataclass
class Took:
    cases: int = 0
    seconds: float = 0.0
    processor: float = 0.0


class Measure:
    """In a process that runs tests: processor time of each phase of a test, its own and that of ended children."""

    def __init__(self) -> None:
        self._used = _processor()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]):
        report = yield
        used = _processor()
        report.processor, self._used = used - self._used, used
        return report


class RunTime:
    """In the process that starts the others: sums by kind, and what failed."""

    def __init__(self) -> None:
        self._kinds: dict[str, Took] = defaultdict(Took)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        took = self._kinds[kind(report)]
        took.cases += report.when == "call"
        took.seconds += report.duration
        took.processor += getattr(report, "processor", 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        seed = terminalreporter.config.getoption("randomly_seed", 0)
        for report in (*terminalreporter.getreports("failed"), *terminalreporter.getreports("error")):
            steps.note(steps.FAILURES, address=report.nodeid, error=first_line(report), seed=seed)
        ordered = sorted(self._kinds.items(), key=lambda one: -one[1].seconds)
        rest = Took()
        for _, took in ordered[SHOWN:]:
            rest.cases, rest.seconds = rest.cases + took.cases, rest.seconds + took.seconds
            rest.processor += took.processor
        for name, took in [*ordered[:SHOWN], *([("others", rest)] if rest.cases else [])]:
            steps.note(steps.KINDS, step=os.environ.get(steps.STEP, ""), name=name, **vars(took))


def kind(report: pytest.TestReport) -> str:
    """What a test is counted as: what it needs, or else its folder below ``tests/``."""
    for marker, name in KINDS.items():
        if marker in report.keywords:
            return name
    return report.nodeid.removeprefix("tests/").split("/")[0].split("::")[0]


def first_line(report: pytest.TestReport) -> str:
    """Of the error that a test ended with."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash is not None else str(report.longrepr)
    return next((line for line in text.splitlines() if line.strip()), "")


def pytest_configure(config: pytest.Config) -> None:
    if steps.FOLDER in os.environ:
        config.pluginmanager.register(Measure(), "measure")
        if not hasattr(config, "workerinput"):
            config.pluginmanager.register(RunTime(), "run time")


def _processor() -> float:
    return sum(os.times()[:4])
