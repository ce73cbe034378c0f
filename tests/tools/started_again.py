"""A Chromium or a server that dies while a test uses it: the test runs once more with new ones, and the run says so.

Nothing else is repeated. A test that fails with all of its programs alive has failed.
"""

from collections.abc import Callable, Iterator

import pytest
from _pytest.runner import runtestprotocol

from tests.tools.run_time import first_line

SAID = "started again"  #: key of the report's property
_watched: dict[object, tuple[str, Callable[[], bool]]] = {}
_died: list[str] = []


def watch(program: object, name: str, is_dead: Callable[[], bool]) -> None:
    """Ask ``is_dead`` when a test fails, until ``unwatch``."""
    _watched[program] = (name, is_dead)


def unwatch(program: object) -> None:
    """Before the test itself ends it."""
    _watched.pop(program, None)


def say_died(name: str) -> None:
    """Of a program that says itself that it has died."""
    _died.append(name)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Iterator[None]:
    yield
    if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
        _died.extend(name for name, is_dead in _watched.values() if is_dead())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    _died.clear()
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    failed = next((report for report in reports if report.failed), None)
    if _died and failed is not None:
        names = ", ".join(dict.fromkeys(_died))
        said = f"{item.nodeid}: {names} died and was started again (the test said: {first_line(failed)})"
        item.session._setupstate.teardown_exact(None)  # the next set-up starts every program anew
        _watched.clear()
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        reports[0].user_properties.append((SAID, said))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if hasattr(terminalreporter.config, "workerinput"):
        return
    for reports in list(terminalreporter.stats.values()):
        for report in reports:
            for key, said in getattr(report, "user_properties", ()):
                if key == SAID:
                    terminalreporter.write_line(said, yellow=True)
