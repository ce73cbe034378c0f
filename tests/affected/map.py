"""The map of tests: which test runs which part of which file, which files it reads, and how long it takes.

One SQLite file. Who runs something is a set of numbers, kept as the bits of one integer: numbers of tests, of fixtures
that tests share, and of modules of tests for what they read while they are imported.
"""

import json
import sqlite3
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.affected.parts import parts

INTERPRETER = f"{sys.implementation.name} {sys.version.split()[0]} {sys.platform}"
FORM = 1  #: of the file; another form is made anew
TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE runner (number INTEGER PRIMARY KEY, name TEXT UNIQUE, seconds REAL, shared TEXT, starts INTEGER,
    files INTEGER DEFAULT 0);
CREATE TABLE part (path TEXT, name TEXT, runners BLOB, PRIMARY KEY (path, name));
CREATE TABLE reader (path TEXT PRIMARY KEY, runners BLOB);
CREATE TABLE at_import (path TEXT, module TEXT, PRIMARY KEY (path, module));
CREATE TABLE file (path TEXT PRIMARY KEY, digest TEXT);
"""


@dataclass(frozen=True)
class MappedTest:
    number: int
    name: str  #: node id
    seconds: float  #: without the fixtures it shares
    shared: int  #: bits of these fixtures and of its module
    starts: bool  #: starts processes, of which the map knows nothing
    files: int  #: modules and templates that it runs

    @property
    def file(self) -> str:
        return self.name.partition("::")[0]


class Map:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @cached_property
    def tests(self) -> list[MappedTest]:
        rows = self._database.execute("SELECT number, name, seconds, shared, starts, files FROM runner")
        return [
            MappedTest(number, name, seconds, bits(json.loads(shared)), bool(starts), files)
            for number, name, seconds, shared, starts, files in rows
            if "::" in name and not name.startswith("fixture ")
        ]

    @cached_property
    def digests(self) -> dict[str, str]:
        """Of the files that were there when the map was made, by path; of files of tests, when they were last run."""
        return dict(self._database.execute("SELECT path, digest FROM file"))

    def about(self, name: str) -> str:
        row = self._database.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def running(self, path: str, name: str | None = None) -> int:
        """Bits of who runs a part, or any part, of a file."""
        every = self._database.execute("SELECT name, runners FROM part WHERE path = ?", (path,))
        found = 0
        for part, runners in every:
            if name is None or part == name:
                found |= unpacked(runners)
        return found

    def running_below(self, path: str, prefix: str) -> int:
        """Bits of who runs a part whose name begins so: a method of a class."""
        rows = self._database.execute("SELECT name, runners FROM part WHERE path = ?", (path,))
        found = 0
        for part, runners in rows:
            if part.startswith(prefix):
                found |= unpacked(runners)
        return found

    def reading(self, path: str) -> int:
        """Bits of who reads a file, or lists a folder (its path ends with ``/``)."""
        row = self._database.execute("SELECT runners FROM reader WHERE path = ?", (path,)).fetchone()
        return unpacked(row[0]) if row else 0

    def modules_reading(self, path: str) -> list[str]:
        """Modules of deskq that read a file when they are imported."""
        return [row[0] for row in self._database.execute("SELECT module FROM at_import WHERE path = ?", (path,))]


def load(file: Path) -> Map | str:
    """The map, or why there is none that can be used, in words."""
    if not file.exists():
        return "there is no map of tests yet (make affected-map makes it)"
    found = Map(sqlite3.connect(f"file:{file}?mode=ro", uri=True))
    try:
        if found.about("form") != str(FORM):
            return "the map of tests has another form (make affected-map makes it anew)"
        if found.about("interpreter") != INTERPRETER:
            return f"the map of tests is one of {found.about('interpreter')}, this is {INTERPRETER}"
    except sqlite3.DatabaseError:
        return "the map of tests cannot be read (make affected-map makes it anew)"
    return found


def add(file: Path, recorded: Path, digests: dict[str, str], root: Path, made: str) -> None:
    """Take what a run recorded (``recorder.py``) into a map, which is made where there is none. ``digests``: of files
    as they were in the run, ``root``: where they are; ``made`` says when and of which commit."""
    is_new = not file.exists()
    with closing(sqlite3.connect(file)) as database, database:
        if is_new:
            database.executescript(TABLES)
            about = {"form": str(FORM), "interpreter": INTERPRETER, "made": made}
            database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", digests.items())
        _add_runners(database, recorded)
        numbers: dict[str, int] = dict(database.execute("SELECT name, number FROM runner"))
        _add_lines(database, recorded, numbers, root)


def forget(file: Path, modules: Iterable[str]) -> None:
    """Take the tests of these modules out of a map, and their digests."""
    with closing(sqlite3.connect(file)) as database, database:
        for module in modules:
            database.execute("DELETE FROM runner WHERE name = ? OR name LIKE ? || '::%'", (module, module))
            database.execute("DELETE FROM file WHERE path = ?", (module,))


def _add_runners(database: sqlite3.Connection, recorded: Path) -> None:
    """A number is never given twice: bits of tests that are gone stay and mean nobody."""
    ran = [json.loads(line) for part in sorted(recorded.glob("ran.*")) for line in part.read_text().splitlines()]
    highest = (
        int(database.execute("SELECT value FROM about WHERE name = 'numbers'").fetchone()[0]) if _has(database) else 0
    )
    numbers: dict[str, int] = dict(database.execute("SELECT name, number FROM runner"))
    readers: dict[str, int] = defaultdict(int)
    for name, *_ in ran:
        if name not in numbers:
            highest += 1
            numbers[name] = highest
    rows = {}
    for name, seconds, fixtures, read, starts in ran:
        module = name.partition("::")[0]
        shared = sorted({numbers[one] for one in [*fixtures, module] if one in numbers and one != name})
        rows[name] = (numbers[name], name, seconds, json.dumps(shared), starts)
        for path in read:
            if not path.endswith(".pyc") and path.isprintable():  # tests ask for files with broken names too
                readers[path] |= 1 << numbers[name]
    database.executemany(
        "INSERT OR REPLACE INTO runner (number, name, seconds, shared, starts) VALUES (?, ?, ?, ?, ?)", rows.values()
    )
    database.execute("INSERT OR REPLACE INTO about VALUES ('numbers', ?)", (str(highest),))
    for path, runners in readers.items():
        old = database.execute("SELECT runners FROM reader WHERE path = ?", (path,)).fetchone()
        both = runners | (unpacked(old[0]) if old else 0)
        database.execute("INSERT OR REPLACE INTO reader VALUES (?, ?)", (path, packed(both)))
    pairs = {tuple(pair) for part in recorded.glob("imports.*") for pair in json.loads(part.read_text())}
    database.executemany("INSERT OR REPLACE INTO at_import VALUES (?, ?)", pairs)


def _has(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM about WHERE name = 'numbers'").fetchone() is not None


def _add_lines(database: sqlite3.Connection, recorded: Path, numbers: dict[str, int], root: Path) -> None:
    """The lines that coverage.py has kept, in parts of files (https://coverage.readthedocs.io, "the data file")."""
    masks: dict[str, dict[str, int]] = {}
    runners: dict[tuple[str, str], int] = defaultdict(int)
    files: dict[int, int] = defaultdict(int)
    for path, context, lines in _lines(recorded):
        if context not in numbers:
            continue  # an import, or what happens between tests
        if path not in masks:
            masks[path] = _masks(path, root)
        number = numbers[context]
        files[number] += 1
        for name, mask in masks[path].items():
            if lines & mask:
                runners[path, name] |= 1 << number
    for (path, name), found in runners.items():
        old = database.execute("SELECT runners FROM part WHERE path = ? AND name = ?", (path, name)).fetchone()
        both = found | (unpacked(old[0]) if old else 0)
        database.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", (path, name, packed(both)))
    database.executemany("UPDATE runner SET files = ? WHERE number = ?", [(n, number) for number, n in files.items()])


def _lines(recorded: Path) -> Iterator[tuple[str, str, int]]:
    """(path, name of who ran it, bits of the lines)."""
    query = (
        "SELECT file.path, context.context, line_bits.numbits FROM line_bits "
        "JOIN file ON file.id = line_bits.file_id JOIN context ON context.id = line_bits.context_id"
    )
    for part in sorted(recorded.glob("lines.*")):
        with closing(sqlite3.connect(part)) as database:
            for path, context, lines in database.execute(query):
                yield path, context, int.from_bytes(lines, "little")


def _masks(path: str, root: Path) -> dict[str, int]:
    """Bits of the lines of each part of a file."""
    file = root / path
    return {name: bits(part.lines) for name, part in parts(path, file.read_bytes()).items()} if file.exists() else {}


def bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def packed(runners: int) -> bytes:
    return zlib.compress(runners.to_bytes((runners.bit_length() + 7) // 8, "little"), 6)


def unpacked(kept: bytes) -> int:
    return int.from_bytes(zlib.decompress(kept), "little")
