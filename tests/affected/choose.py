"""Which tests a change can make fail, and which of them come first.

A function or macro that changed chooses the tests that ran it, any other change of a module or template those that ran
anything of the file, a file that is read as text those that read it. Where the record cannot know, everything is
chosen, with the reason.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tests.affected import imports
from tests.affected.changes import Change
from tests.affected.parts import REST, changed, parts
from tests.recorded.checkout import digest
from tests.recorded.record import Record, RecordedTest
from tests.recorded.recording import is_left_out, is_of_tests

#: What any test can depend on in a way that no record shows; ``*`` stands for any letters.
EVERYTHING = {
    "pyproject.toml": "the settings of the tests",
    "*.lock": "a lock file",
    "package.json": "a lock file",
    "package-lock.json": "a lock file",
    "config.py": "the settings of deskq",
    "deskq/migrations/*": "a migration, on which every database of the tests stands",
    "deskq/translations/babel.cfg": "the settings of the translations",
    "tests/conftest.py": "what all tests share",
    "tests/tools/nightly.py": "the choice of the night",
}
#: Files of tests that run others in a process of their own.
RUN_BY = {"static/*": "tests/test_node.py", "tests/js/*": "tests/test_node.py"}
#: How telling a test is: it runs what changed and is of the same feature, it is of another, or it is of the same
#: feature and only starts processes, of which the record knows nothing.
OWN, OTHER, STARTS = range(3)
#: The share of the files of tests that a record may not know. One that was stopped early knows too little.
UNKNOWN = 0.1


@dataclass
class Choice:
    """``everything``: why all tests are to be run, or empty. ``files``: files of tests to be run whole. ``tests``: the
    most telling first."""

    everything: str = ""
    files: set[str] = field(default_factory=set)
    tests: list[RecordedTest] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def choose(root: Path, found: list[Change], record: Record) -> Choice:
    there = {str(file.relative_to(root)) for file in (root / "tests").rglob("test_*.py")}
    unknown = {path for path in there - set(record.digests) if not is_left_out(path)} - {
        change.path for change in found
    }
    if len(unknown) > UNKNOWN * len(there):
        return Choice(f"the record lacks {len(unknown)} of {len(there)} files of tests (make affected-map)")
    choice, ranks = Choice(), dict[str, int]()
    for change in found:
        if reason := _of_everything(change, root, record):
            return Choice(f"{change.path} is {reason}")
        choice.files |= _whole_files(change, root)
        for test in _runners(change, root, record):
            near = test.name.startswith(tuple(own_folders(change.path)))
            ranks[test.name] = min(OWN if near else OTHER, ranks.get(test.name, STARTS))
        for test in record.tests.values():
            if test.starts and test.name.startswith(tuple(own_folders(change.path)[:1])):
                ranks.setdefault(test.name, STARTS)
        _note(choice, change)
    _add_unknown(choice, unknown, found, root)
    choice.files &= there
    tests = [record.tests[name] for name in ranks if record.tests[name].file in there - choice.files]
    choice.tests = _most_telling_first(tests, ranks, record.files_run())
    return choice


def own_folders(path: str) -> list[str]:
    """Folders of tests for a file of deskq, a template, a script or a style sheet, the nearest first."""
    words = Path(path).parts
    tree = words[1:] if words[0] in ("deskq", "templates") else words[2:] if words[0] == "static" else ()
    return [f"tests/{'/'.join(tree[:count])}/" for count in range(len(tree) - 1, 0, -1)]


def sayers(root: Path, sentence: str) -> Iterator[str]:
    """Paths of modules, templates and scripts in which a sentence stands."""
    escaped = sentence.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
    for folder, ending in (("deskq", "py"), ("templates", "html"), ("static/js", "js")):
        for file in (root / folder).rglob(f"*.{ending}"):
            text = file.read_text()
            if sentence in text or escaped in text:
                yield str(file.relative_to(root))


def _of_everything(change: Change, root: Path, record: Record) -> str:
    """What a file is that can make any test fail, or empty."""
    path = change.path
    for pattern, what in EVERYTHING.items():
        if fnmatchcase(path, pattern):
            return what
    if path.startswith("tests/") and path.endswith(".py"):
        return "what all tests share" if "tests/conftest.py" in imports.users(root, path) else ""
    if path.endswith(".po"):
        return _of_catalogue(change, root)
    is_new = change.before is None  # who uses it has changed too, or lists its folder
    return "" if is_new or path in record.digests else "a file that the record does not know"


def _of_catalogue(change: Change, root: Path) -> str:
    """A sentence that is new or gone belongs to the code that says it; one with another translation must be found."""
    other, _ = changed(change.path, change.before, change.after)
    if REST in other:
        return "a catalogue of translations whose head is another"
    still = other & set(parts(change.path, change.after or b""))
    lost = [sentence for sentence in sorted(still) if not any(sayers(root, sentence))]
    return f"a catalogue of translations, and nobody was found who says {lost[0]!r}" if lost else ""


def _whole_files(change: Change, root: Path) -> set[str]:
    if change.path.startswith("tests/") and change.path.endswith(".py"):
        return {path for path in imports.users(root, change.path) if is_of_tests(path)}
    return {file for pattern, file in RUN_BY.items() if fnmatchcase(change.path, pattern)}


def _runners(change: Change, root: Path, record: Record) -> list[RecordedTest]:
    """Tests that run or read something of what changed, or list the folder of what is new or gone."""
    tests = record.reading(change.path)
    if change.before is None or change.after is None:
        tests += record.reading(f"{Path(change.path).parent}/")
    if change.path.endswith(".po"):
        other, _ = changed(change.path, change.before, change.after)
        tests += [
            test for path in {path for one in other for path in sayers(root, one)} for test in record.of_file(path)
        ]
    elif change.path.endswith(".py"):
        tests += _of_parts(change, record, lambda: _of_module(change.path, root, record))
    elif change.path.endswith(".html"):
        tests += _of_parts(change, record, lambda: record.of_file(change.path))
    return tests


def _of_parts(change: Change, record: Record, whole) -> list[RecordedTest]:
    """The lines of the record are those of the file before the change, or after it where the record is newer. Where
    they are of neither, it is ``whole()``, as for a part that runs at an import or in no test."""
    path, known = change.path, None
    for text in (change.before, change.after):
        if text is not None and digest(text) == record.digests.get(path):
            known = parts(path, text)
    other, new = changed(path, change.before, change.after)
    tests: list[RecordedTest] = []
    for name in other | new:
        if known is None or name == REST:
            return whole()
        if name in known:
            ran = record.of_lines(path, known[name].lines)
            if not ran or record.at_import(path, known[name].lines):
                return whole()
            tests += ran
        elif "." in name or _is_decorated(change, name):
            return whole()  # somebody may call it who did not change
    return tests


def _is_decorated(change: Change, name: str) -> bool:
    found = parts(change.path, change.after or b"").get(name)
    return found is not None and found.text.startswith("@")


def _of_module(path: str, root: Path, record: Record) -> list[RecordedTest]:
    """What stands outside of functions is seen by who runs any function of the file or of one that imports it, and by
    tests that import it themselves."""
    tests = record.of_file(path)
    for user in imports.importers(root, path):
        if user.startswith("tests/"):
            tests += [test for test in record.tests.values() if test.file == user]
        else:
            tests += record.of_file(user)
    return tests


def _most_telling_first(tests: list[RecordedTest], ranks: dict[str, int], files: dict[str, int]) -> list[RecordedTest]:
    """A test that runs few files tells more of each. Of other features come one test of each file, then the next."""
    keys, turns = dict[str, tuple[int, int, int, float]](), Counter[str]()
    ordered = sorted(tests, key=lambda test: (files.get(test.name, 0), test.cost, test.name))
    for test in ordered:
        rank = ranks[test.name]
        keys[test.name] = rank, 0 if rank == OWN else turns[test.file], files.get(test.name, 0), test.cost
        turns[test.file] += 1
    return sorted(ordered, key=lambda test: keys[test.name])


def _add_unknown(choice: Choice, unknown: set[str], found: list[Change], root: Path) -> None:
    """Files of tests that are newer than the record: those of the own folders, and that import what changed, are run
    whole."""
    own = tuple({folder for change in found for folder in own_folders(change.path)[:1]})
    users = {user for change in found if change.path.endswith(".py") for user in imports.importers(root, change.path)}
    near = {path for path in unknown if path in users or path.startswith(own)} if unknown else set()
    choice.files |= near
    if left := len(unknown - near - choice.files):
        choice.notes.append(f"The record does not know {left} newer files of tests; they are left out.")


def _note(choice: Choice, change: Change) -> None:
    if change.path.startswith(("static/", "templates/")):
        words = " or ".join(sorted(word.rstrip("s") for word in Path(change.path).parts[1:-1] if word != "js"))
        choice.notes.append(f'Tests with a browser are left out (.venv/bin/pytest tests/e2e -k "{words}").')
