"""Which test ran which line of a module or template, which files it read, how long it took, and what it shares."""

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from coverage import CoverageData

from tests.recorded.recorder import FIXTURE

FORM = f"1 of {sys.implementation.name} {sys.version.split()[0]}"  #: a record of another form is made anew
SEVERAL = "several"  #: digest of a file that some tests were recorded with in one state, others in another


@dataclass(frozen=True)
class RecordedTest:
    name: str  #: node id
    seconds: float  #: by the clock, without the fixtures it shares
    fixtures: tuple[str, ...] = ()  #: those that live longer than a test
    read: frozenset[str] = frozenset()  #: paths of files that it opens, and of folders that it lists, with ``/``
    work: float = 0.0  #: seconds of a processor
    starts: bool = False  #: starts processes, in which nothing is recorded
    passed: bool = True

    @property
    def file(self) -> str:
        return self.name.partition("::")[0]

    @property
    def cost(self) -> float:
        """Seconds that it takes on a machine that does nothing else; of what it starts, only the clock tells."""
        return self.seconds if self.starts else self.work


@dataclass
class Record:
    """``digests``: of all files as they were, by path; a file of tests is among them when all of it was run.
    ``shared``: what fixtures and the import of files of tests read."""

    folder: Path
    made: datetime
    digests: dict[str, str] = field(default_factory=dict)
    tests: dict[str, RecordedTest] = field(default_factory=dict)
    shared: dict[str, frozenset[str]] = field(default_factory=dict)

    def changed(self, now: dict[str, str]) -> list[str]:
        """Paths of files that are other ones, new or gone since the record."""
        return sorted(path for path in {*now, *self.digests} if now.get(path) != self.digests.get(path))

    def of_lines(self, path: str, lines: Iterable[int]) -> list[RecordedTest]:
        """Tests that ran one of the lines, themselves or in a fixture that they use."""
        return self._tests_in(self._contexts(path, lines))

    def of_file(self, path: str) -> list[RecordedTest]:
        """Tests that ran any line of a file after it was imported."""
        return self._tests_in(self._contexts(path, None))

    def at_import(self, path: str, lines: Iterable[int]) -> bool:
        """Whether one of the lines ran while no test did."""
        return "" in self._contexts(path, lines)

    def fixtures_of(self, path: str, lines: Iterable[int]) -> set[str]:
        """Names of fixtures, longer-lived than a test, that ran one of the lines."""
        contexts = self._contexts(path, lines)
        return {context.rpartition("::")[2] for context in contexts if context.startswith(FIXTURE)}

    def reading(self, path: str) -> list[RecordedTest]:
        """Tests that open a file as text, or list a folder (its path ends with ``/``)."""
        shared = {name for name, read in self.shared.items() if path in read}
        return [one for one in self.tests.values() if path in one.read or shared & {one.file, *one.fixtures}]

    def of_folder(self, folder: str) -> list[RecordedTest]:
        return [test for test in self.tests.values() if test.name.startswith(f"{folder}/")]

    def files_run(self) -> dict[str, int]:
        """How many modules and templates each test runs."""
        with closing(sqlite3.connect(self.folder / "lines")) as database:
            query = "SELECT context.context, count(*) FROM line_bits JOIN context ON context.id = context_id GROUP BY 1"
            return dict(database.execute(query))

    def _contexts(self, path: str, lines: Iterable[int] | None) -> set[str]:
        """Who ran one of the lines, or any. coverage.py keeps lines as bits ("numbits")."""
        mask = -1 if lines is None else sum(1 << line for line in set(lines))
        query = (
            "SELECT context.context, numbits FROM line_bits JOIN context ON context.id = context_id "
            "JOIN file ON file.id = file_id WHERE file.path = ?"
        )
        with closing(sqlite3.connect(self.folder / "lines")) as database:
            return {name for name, bits in database.execute(query, (path,)) if int.from_bytes(bits, "little") & mask}

    def _tests_in(self, contexts: set[str]) -> list[RecordedTest]:
        return [one for one in self.tests.values() if one.name in contexts or not contexts.isdisjoint(one.fixtures)]


def load(folder: Path) -> Record | str:
    """The record, or why there is none that can be used, in words."""
    if not (folder / "record.json").exists():
        return "there is no record of the tests yet (make affected-map makes it)"
    try:
        kept = json.loads((folder / "record.json").read_text())
    except ValueError:
        kept = {}
    if kept.get("form") != FORM:
        return "the record of the tests has another form or is of another Python (make affected-map makes it anew)"
    tests = {name: _recorded(name, fields) for name, fields in kept["tests"].items()}
    shared = {name: frozenset(read) for name, read in kept["shared"].items()}
    return Record(folder, datetime.fromisoformat(kept["made"]), kept["digests"], tests, shared)


def _recorded(name: str, fields: dict) -> RecordedTest:
    return RecordedTest(name, **fields | {"fixtures": tuple(fields["fixtures"]), "read": frozenset(fields["read"])})


def save(record: Record) -> None:
    tests = {one.name: asdict(one) | {"read": sorted(one.read)} for one in record.tests.values()}
    for fields in tests.values():
        del fields["name"]
    shared = {name: sorted(read) for name, read in record.shared.items()}
    kept = {"form": FORM, "made": record.made.isoformat(), "digests": record.digests, "tests": tests, "shared": shared}
    (unfinished := record.folder / "record.new").write_text(json.dumps(kept))
    unfinished.rename(record.folder / "record.json")


def forget(record: Record, files: Iterable[str]) -> None:
    """Take the tests of these files out, with the lines that they ran."""
    gone = set(files)
    names = [name for name, test in record.tests.items() if test.file in gone]
    for name in names:
        del record.tests[name]
    for path in gone:
        record.digests.pop(path, None)
    if (record.folder / "lines").exists():
        with closing(sqlite3.connect(record.folder / "lines")) as database, database:
            wanted = "DELETE FROM line_bits WHERE context_id = (SELECT id FROM context WHERE context = ?)"
            database.executemany(wanted, [(name,) for name in names])


def add(record: Record, parts: Path) -> set[str]:
    """Take in what the processes of a run left in ``parts``. Returns the files of tests of which each test was run."""
    lines = CoverageData(str(record.folder / "lines"))
    lines.read()
    for part in sorted(parts.glob("lines.*")):
        found = CoverageData(str(part))
        found.read()
        lines.update(found)
    lines.close()
    shared: dict[str, set[str]] = defaultdict(set)
    for part in sorted(parts.glob("ran.*")):
        for line in part.read_text().splitlines():
            name, fields = json.loads(line)
            if "passed" in fields:
                record.tests[name] = _recorded(name, fields)
            else:
                shared[name].update(fields["read"])
    for name, read in shared.items():
        record.shared[name] = record.shared.get(name, frozenset()) | read
    collected = {name for part in parts.glob("collected.*") for name in json.loads(part.read_text())}
    return {name.partition("::")[0] for name in collected} - {
        name.partition("::")[0] for name in collected - set(record.tests)
    }
