"""A plugin of pytest: records for each test which lines of modules and templates it runs, which files it reads and how
long it takes.

What a fixture of a session, package, module or class runs or reads is recorded under the fixture, and so counts for
every test that uses it, not only for the first. What happens while modules are imported is recorded under no name.
All is on the disk when a test ends: of a run that is stopped nothing is lost.
"""

import json
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import coverage
import pytest

from tests.recorded import template_lines

FOLDER = "DESKQ_RECORD_PARTS"  #: environment: where the processes of a run leave what they recorded
FIXTURE = "fixture "  #: begins the name of a fixture; that of a test is its node id
#: Files that no checkout of somebody else has.
NO_SOURCE = (
    ".venv/", ".git/", ".hypothesis/", ".pytest_cache/", ".mypy_cache/", ".ruff_cache/", "node_modules/", "instance/",
)  # fmt: skip
LOADER_OF_TEMPLATES = "jinja2/loaders.py"  #: opens a template to run it, and its lines are recorded
IMPORTER = "<frozen importlib"
LISTS = {"os.listdir", "os.scandir"}
STARTS = {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.system"}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before ``tests/conftest.py`` imports deskq."""
    if getattr(early_config.known_args_namespace, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ:
        return  # this process only hands out tests
    early_config.pluginmanager.register(Recorder(Path(os.environ[FOLDER]), early_config.rootpath))


class Recorder:
    """Each process writes ``lines.*`` (coverage.py), ``collected.*`` (a list of names) and ``ran.*``: lines of JSON
    ``[name, {field: value}]`` of tests (see ``RecordedTest``) and of what they share."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, f"{root}/"
        self._read: set[str] = set()
        self._passed, self._starts = True, False
        self._shared_seconds = self._shared_work = 0.0
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

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        names = json.dumps([item.nodeid for item in session.items])
        (self._folder / f"collected.{os.getpid()}").write_text(names)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, object, object]:
        """What a module of tests reads while it is imported counts for all of its tests."""
        with self._files() as read:
            report = yield
        if isinstance(collector, pytest.Module) and read:
            self._keep(collector.nodeid, read=sorted(read))
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        self._passed, self._starts = True, False
        self._shared_seconds, self._shared_work, began, used = 0.0, 0.0, perf_counter(), _processor()
        try:
            with self._files() as read:
                return (yield)
        finally:
            seconds = round(perf_counter() - began - self._shared_seconds, 4)
            work = round(_processor() - used - self._shared_work, 4)
            self._coverage.switch_context("")
            self._keep(
                item.nodeid, seconds=seconds, work=work, fixtures=self._fixtures, read=sorted(read),
                starts=self._starts, passed=self._passed,
            )  # fmt: skip

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
        name, began, used = name_of(fixturedef), perf_counter(), _processor()
        before = self._coverage.switch_context(name)
        try:
            with self._files() as read:
                return (yield)
        finally:
            self._shared_seconds += perf_counter() - began
            self._shared_work += _processor() - used
            self._coverage.switch_context(before or "")
            self._keep(name, read=sorted(read))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._passed = self._passed and report.outcome == "passed"

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        self._coverage.save()

    @contextmanager
    def _files(self) -> Iterator[set[str]]:
        """Those that are read while this lasts."""
        before, self._read = self._read, set()
        try:
            yield self._read
        finally:
            self._read = before

    def _keep(self, name: str, **fields: object) -> None:
        with (self._folder / f"ran.{os.getpid()}").open("a") as file:
            file.write(json.dumps((name, fields)) + "\n")

    def _see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """A folder that is listed is a file read whose path ends with ``/``. Modules are opened as bytes for the text
        of an error, and by the importer to be run."""
        if event in STARTS:
            self._starts = True
        elif event in LISTS or event == "open":
            path = arguments[0] if arguments and isinstance(arguments[0], str) else ""
            mode = "/" if event in LISTS else arguments[1]
            by = sys._getframe(1).f_code.co_filename
            if mode not in ("/", "r", "rb", None) or by.startswith(IMPORTER) or by.endswith(LOADER_OF_TEMPLATES):
                return
            full = os.path.abspath(path) + ("/" if mode == "/" else "")
            name = full.removeprefix(self._root)
            is_ours = name != full and name.isprintable() and not name.startswith(NO_SOURCE)
            if is_ours and not name.endswith(".pyc") and (not name.endswith(".py") or mode == "r"):
                self._read.add(name)


def name_of(fixture: pytest.FixtureDef[Any]) -> str:
    return f"{FIXTURE}{fixture.baseid}::{fixture.argname}"


def _processor() -> float:
    """Seconds of this process and of those that it started and that ended."""
    return sum(os.times()[:4])
