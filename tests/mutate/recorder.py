"""A plugin of pytest: records which test runs which line, how long each test takes, and what it shares with others.

Tests that fail or are skipped are left out: only a fault may make a test fail. Modules whose
source a test reads as text are recorded for it too. Of a test with many parameters only three variants are run.
What a fixture of a session, package, module or class runs is recorded under the fixture, and so counts for every test
that uses it, not only for the first.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from time import perf_counter
from typing import Any

import coverage
import pytest

from tests.mutate import template_lines

FOLDER = "DESKQ_MUTATE_RECORD"  #: environment: where the processes of a run leave what they recorded
VARIANTS = 3  #: of a test with parameters that are run
FIXTURE = "fixture "  #: begins the context of a fixture; that of a test is its node id


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        return  # this process only hands out tests
    config.pluginmanager.register(Recorder(Path(os.environ[FOLDER]), config.rootpath))


class Recorder:
    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, f"{root}/"
        self._passed = True
        self._read: set[str] = set()
        self._shared_seconds = 0.0
        self._coverage = coverage.Coverage(
            data_file=folder / "lines",
            data_suffix=True,
            config_file=False,
            source=[str(root / "deskq"), str(root / "templates")],
            plugins=[template_lines.register],
        )
        self._coverage.set_option("run:relative_files", True)
        self._coverage.set_option("run:disable_warnings", ["no-data-collected", "module-not-measured", "trace-changed"])
        self._coverage.start()
        sys.addaudithook(self._see)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """The first, the last and one between; the names of the others are kept."""
        names: dict[str, list[str]] = defaultdict(list)
        for item in items:
            names[function_of(item.nodeid)].append(item.nodeid)
        run = {name for found in names.values() for name in _spread(sorted(found))}
        (self._folder / f"others.{os.getpid()}").write_text(
            json.dumps([item.nodeid for item in items if item.nodeid not in run])
        )
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in run])
        items[:] = [item for item in items if item.nodeid in run]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        self._passed, self._read, self._shared_seconds, began = True, set(), 0.0, perf_counter()
        try:
            return (yield)
        finally:
            seconds = round(perf_counter() - began - self._shared_seconds, 4)
            self._coverage.switch_context("")
            if self._passed:
                self._keep(item.nodeid, seconds, list(getattr(item, "fixturenames", [])), sorted(self._read))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        before, began = self._coverage.switch_context(FIXTURE + fixturedef.argname), perf_counter()
        try:
            return (yield)
        finally:
            self._shared_seconds += perf_counter() - began
            self._coverage.switch_context(before or "")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._passed = self._passed and report.outcome == "passed"

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        self._coverage.save()

    def _keep(self, *what: object) -> None:
        with (self._folder / f"tests.{os.getpid()}").open("a") as file:
            file.write(json.dumps(what) + "\n")

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        """Python opens modules as bytes to import them, and does not tell this hook of templates apart from drawing."""
        if event == "open" and arguments[1] == "r" and str(arguments[0]).endswith(".py"):
            self._read.add(os.path.abspath(str(arguments[0])).removeprefix(self._root))


def function_of(name: str) -> str:
    """The node id of a test without its parameters."""
    return name.partition("[")[0]


def _spread(names: list[str]) -> list[str]:
    return [names[round(place * (len(names) - 1) / (VARIANTS - 1))] for place in range(VARIANTS)]
