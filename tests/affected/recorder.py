"""A plugin of pytest: records for each test which lines of modules and templates it runs and which files it reads.

What a fixture of a session, package, module or class does is recorded under the fixture and counts for every test that
uses it, not only for the first. What happens while modules are imported is no line of a test; the files that a module
reads then are recorded for the module.
"""

import json
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import FrameType
from typing import Any

import coverage
import pytest

from tests.affected import template_lines

FOLDER = "DESKQ_AFFECTED_RECORD"  #: environment: where the processes of a run leave what they recorded
FIXTURE = "fixture "  #: begins the name of a fixture; that of a test is its node id
NO_SOURCE = (
    ".venv/",
    ".git/",
    ".hypothesis/",
    ".pytest_cache/",
    ".mypy_cache/",
    ".ruff_cache/",
    "node_modules/",
    "instance/",
)
#: It opens a template to run it, and its lines are recorded.
LOADER_OF_TEMPLATES = "jinja2/loaders.py"
IMPORTER = "<frozen importlib"
LISTS = {"os.listdir", "os.scandir"}
STARTS = {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.system"}


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        return  # this process only hands out tests
    config.pluginmanager.register(Recorder(Path(os.environ[FOLDER]), config.rootpath))


class Recorder:
    """Each process writes ``lines.*`` (coverage.py) and ``ran.*``: lines of JSON ``[name, seconds, fixtures, files
    read, whether it starts processes]``; of a fixture and of a module the seconds are 0."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, f"{root}/"
        self._read: set[str] = set()
        self._at_import: set[tuple[str, str]] = set()
        self._starts = False
        self._shared_seconds = 0.0
        self._fixtures: list[str] = []
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

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, object, object]:
        if not isinstance(collector, pytest.Module):
            return (yield)
        with self._files() as read:
            report = yield
        if read:
            self._keep(collector.nodeid, 0, [], sorted(read), False)
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        self._shared_seconds, self._starts, began = 0.0, False, perf_counter()
        try:
            with self._files() as read:
                return (yield)
        finally:
            seconds = round(perf_counter() - began - self._shared_seconds, 4)
            self._coverage.switch_context("")
            self._keep(item.nodeid, seconds, self._fixtures, sorted(read), self._starts)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """The fixtures that a test has asked for, also by ``getfixturevalue``, are known until here."""
        used = getattr(getattr(item, "_request", None), "_fixture_defs", {})
        self._fixtures = sorted({name_of(used[name]) for name in used if used[name].scope != "function"})
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        name, began = name_of(fixturedef), perf_counter()
        before = self._coverage.switch_context(name)
        try:
            with self._files() as read:
                return (yield)
        finally:
            self._shared_seconds += perf_counter() - began
            self._coverage.switch_context(before or "")
            self._keep(name, 0, [], sorted(read), False)

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        self._coverage.save()
        (self._folder / f"imports.{os.getpid()}").write_text(json.dumps(sorted(self._at_import)))

    @contextmanager
    def _files(self) -> Iterator[set[str]]:
        """Those that are read while this lasts."""
        before, self._read = self._read, set()
        try:
            yield self._read
        finally:
            self._read = before

    def _keep(self, *what: object) -> None:
        with (self._folder / f"ran.{os.getpid()}").open("a") as file:
            file.write(json.dumps(what) + "\n")

    def _see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """A folder that is listed is a file read whose path ends with ``/``."""
        if event in LISTS:
            folder = arguments[0] if arguments and isinstance(arguments[0], str) else ""
            if not sys._getframe(1).f_code.co_filename.startswith(IMPORTER):
                self._see_file(f"{os.path.abspath(folder)}/", None, sys._getframe(1))
        elif event == "open":
            path, mode = arguments[:2]
            if isinstance(path, str) and mode in ("r", "rb", None):
                self._see_file(os.path.abspath(path), mode, sys._getframe(1))
        elif event in STARTS:
            self._starts = True

    def _see_file(self, path: str, mode: str | None, frame: FrameType) -> None:
        """Modules are opened as bytes for the text of an error, and by the importer to be run."""
        name, by = path.removeprefix(self._root), frame.f_code.co_filename
        if name == path or name.startswith(NO_SOURCE) or by.startswith(IMPORTER) or by.endswith(LOADER_OF_TEMPLATES):
            return
        if name.endswith(".py") and mode != "r":
            return
        module = imported_module(frame, f"{self._root}deskq/")
        if module is None:
            self._read.add(name)
        else:
            self._at_import.add((name, module.removeprefix(self._root)))


def name_of(fixture: pytest.FixtureDef[Any]) -> str:
    return f"{FIXTURE}{fixture.baseid}::{fixture.argname}"


def imported_module(frame: FrameType | None, folder: str) -> str | None:
    """The innermost module of a folder that is being imported."""
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_code.co_filename.startswith(folder):
            return frame.f_code.co_filename
        frame = frame.f_back
    return None
