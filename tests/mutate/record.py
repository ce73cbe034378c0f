"""Which test ran which line of a module or template, how long it took, and which fixtures it shares with others."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from coverage import CoverageData

from tests.mutate.recorder import FIXTURE, function_of


@dataclass(frozen=True)
class RecordedTest:
    name: str  #: node id
    seconds: float  #: without the fixtures it shares
    fixtures: tuple[str, ...]
    read: frozenset[str] = frozenset()  #: paths of modules that it opens as text

    @property
    def file(self) -> str:
        return self.name.partition("::")[0]

    @property
    def function(self) -> str:
        return function_of(self.name)


@dataclass
class Record:
    """``digests`` are those of the files that were run, by path."""

    folder: Path
    made: datetime
    digests: dict[str, str]
    tests: dict[str, RecordedTest]

    def __post_init__(self) -> None:
        self._lines = cache(self._read_lines)

    def changed(self, now: dict[str, str]) -> list[str]:
        """Paths of files that are other ones, new or gone since the record."""
        return sorted(path for path in {*now, *self.digests} if now.get(path) != self.digests.get(path))

    def of_lines(self, path: str, lines: Iterable[int]) -> list[RecordedTest]:
        """Tests that ran one of the lines, themselves, with other parameters, or in a fixture that they use."""
        return self._tests_in(self._contexts(path, lines))

    def fixtures_of(self, path: str, lines: Iterable[int]) -> set[str]:
        """Names of fixtures, longer-lived than a test, that ran one of the lines."""
        contexts = self._contexts(path, lines)
        return {context.removeprefix(FIXTURE) for context in contexts if context.startswith(FIXTURE)}

    def of_file(self, path: str) -> list[RecordedTest]:
        """Tests that ran any line of a file after it was imported."""
        return self._tests_in({context for found in self._lines(path).values() for context in found})

    def reading(self, path: str) -> list[RecordedTest]:
        """Tests that open a module as text."""
        return [test for test in self.tests.values() if path in test.read]

    def of_folder(self, folder: str) -> list[RecordedTest]:
        return [test for test in self.tests.values() if test.name.startswith(f"{folder}/")]

    def _contexts(self, path: str, lines: Iterable[int]) -> set[str]:
        return {context for line in lines for context in self._lines(path).get(line, ())}

    def _tests_in(self, contexts: set[str]) -> list[RecordedTest]:
        shared = {context.removeprefix(FIXTURE) for context in contexts if context.startswith(FIXTURE)}
        functions = {function_of(context) for context in contexts}
        return [test for test in self.tests.values() if test.function in functions or shared & set(test.fixtures)]

    def _read_lines(self, path: str) -> dict[int, list[str]]:
        data = CoverageData(str(self.folder / "lines"))
        data.read()
        return data.contexts_by_lineno(path) if path in data.measured_files() else {}


def load(folder: Path) -> Record | None:
    """None where none was made."""
    if not (folder / "record.json").exists():
        return None
    kept = json.loads((folder / "record.json").read_text())
    tests = {name: _recorded(name, *one) for name, one in kept["tests"].items()}
    return Record(folder, datetime.fromisoformat(kept["made"]), kept["digests"], tests)


def _recorded(name: str, seconds: float, fixtures: Iterable[str], read: Iterable[str]) -> RecordedTest:
    return RecordedTest(name, seconds, tuple(fixtures), frozenset(read))


def save(record: Record) -> None:
    tests = {test.name: (test.seconds, test.fixtures, sorted(test.read)) for test in record.tests.values()}
    kept = {"made": record.made.isoformat(), "digests": record.digests, "tests": tests}
    (record.folder / "record.json").write_text(json.dumps(kept))


def add(record: Record, parts: Path) -> None:
    """Take in what the processes of a run left in ``parts``."""
    lines = CoverageData(str(record.folder / "lines"))
    lines.read()
    for part in sorted(parts.glob("lines.*")):
        found = CoverageData(str(part))
        found.read()
        lines.update(found)
    for part in sorted(parts.glob("tests.*")):
        for line in part.read_text().splitlines():
            name, *what = json.loads(line)
            record.tests[name] = _recorded(name, *what)
    likes = {test.function: test for test in record.tests.values()}
    for name in {name for part in parts.glob("others.*") for name in json.loads(part.read_text())}:
        if name not in record.tests and function_of(name) in likes:
            record.tests[name] = replace(likes[function_of(name)], name=name)
    record._lines.cache_clear()
