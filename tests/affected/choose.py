"""Which tests a change can make fail, and which of them come first.

A part of a file that changed (a function, a macro, a sentence) chooses the tests that ran it, a file that is read as
text those that read it. Where the map cannot know, everything is chosen, with the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tests.affected import imports
from tests.affected.changes import Change
from tests.affected.map import Map, MappedTest, bits
from tests.affected.parts import IMPORTS, REST, Part, changed

#: What any test can depend on in a way that no map shows; ``*`` stands for any letters.
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
#: How telling a test is, the most telling first.
OWN, OTHER, SHARED = range(3)
BROWSER, LOAD = "tests/e2e/", "tests/load/"


@dataclass(frozen=True)
class Picked:
    """``rank``: one of the own folder of what changed, another that runs or reads it, or one that only shares a fixture
    which does, or that starts processes in the own folder."""

    rank: int
    test: MappedTest


@dataclass
class Choice:
    """``everything``: why all tests are to be run, or empty. ``files``: files of tests to be run whole."""

    everything: str = ""
    files: set[str] = field(default_factory=set)
    tests: list[Picked] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def choose(root: Path, found: list[Change], known: Map) -> Choice:
    choice = Choice()
    for change in found:
        if reason := _of_everything(change, known, root):
            return Choice(everything=f"{change.path} is {reason}")
    ranks: dict[int, int] = {}
    for change in found:
        if is_test(change.path):
            if change.after is not None:
                choice.files.add(change.path)
        elif change.path.startswith("tests/") and change.path.endswith(".py"):
            users = imports.users(root, change.path)
            if "tests/conftest.py" in users:
                return Choice(everything=f"{change.path} is what all tests share")
            choice.files |= {path for path in users if is_test(path)}
        else:
            _rank(ranks, change, root, known)
        _rank_readers(ranks, change, known)
        _note(choice, change)
    choice.files = {path for path in choice.files if (root / path).exists()}
    picked = [Picked(ranks[test.number], test) for test in known.tests if test.number in ranks]
    choice.tests = sorted((one for one in picked if one.test.file not in choice.files), key=_telling)
    _add_unmapped(choice, found, root, known)
    return choice


def is_test(path: str) -> bool:
    return path.startswith("tests/") and Path(path).name.startswith("test_") and path.endswith(".py")


def own_folders(path: str) -> list[str]:
    """Folders of tests for a file of deskq, a template, a script or a style sheet, the nearest first."""
    words = Path(path).parts
    tree = words[1:] if words[0] in ("deskq", "templates") else words[2:] if words[0] == "static" else ()
    folders = [word for word in tree[:-1]]
    return [f"tests/{'/'.join(folders[:count])}/" for count in range(len(folders), 0, -1)]


def _telling(picked: Picked) -> tuple[int, int, float]:
    return picked.rank, picked.test.files, picked.test.seconds


def _of_everything(change: Change, known: Map, root: Path) -> str:
    """What a file is that can make any test fail, or empty."""
    path = change.path
    for pattern, what in EVERYTHING.items():
        if fnmatchcase(path, pattern):
            return what
    if path.startswith("tests/") and path.endswith(".py"):
        return ""
    if path.endswith(".po") and (reason := _of_catalogue(change, root)):
        return reason
    is_source = path.startswith(("deskq/", "templates/", "static/")) and path.endswith((".py", ".html", ".js", ".css"))
    if path not in known.digests and not (change.before is None and is_source):
        return "a file that the map of tests does not know"
    return ""


def _of_catalogue(change: Change, root: Path) -> str:
    """A sentence that is new or gone belongs to the code that says it; one with another translation must be found."""
    other, _ = changed(change.path, change.before, change.after)
    if REST in other:
        return "a catalogue of translations whose head is another"
    still = other & set(changed(change.path, change.after, change.before)[0])
    lost = [sentence for sentence in still if not list(sayers(root, sentence))]
    return f"a catalogue of translations, and nobody was found who says {lost[0]!r}" if lost else ""


def sayers(root: Path, sentence: str) -> Iterator[str]:
    """Paths of modules, templates and scripts in which a sentence stands."""
    escaped = sentence.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
    for folder, ending in (("deskq", "py"), ("templates", "html"), ("static/js", "js")):
        for file in (root / folder).rglob(f"*.{ending}"):
            text = file.read_text()
            if sentence in text or escaped in text:
                yield str(file.relative_to(root))


def _rank(ranks: dict[int, int], change: Change, root: Path, known: Map) -> None:
    """Gives each test that runs something of what changed its rank, where that is a better one."""
    if change.path.endswith(".po"):
        other, _ = changed(change.path, change.before, change.after)
        for path in {path for sentence in other for path in sayers(root, sentence)}:
            _take(ranks, known, known.running(path), own_folders(path))
        return
    _take(ranks, known, _runners(change, root, known), own_folders(change.path))
    for module in known.modules_reading(change.path):
        _take(ranks, known, _of_module(module, root, known), own_folders(module))


def _runners(change: Change, root: Path, known: Map) -> int:
    """Bits of who runs a part that changed. A new function is run by nobody but those whose code changed too; a method
    or decorated function may be called by who knows its class or its decorator."""
    other, new = changed(change.path, change.before, change.after)
    found = 0
    for name in other:
        if name == REST:
            found |= _of_module(change.path, root, known) if change.path.endswith(".py") else known.running(change.path)
        elif name == IMPORTS:
            found |= known.running(change.path)
        else:
            found |= known.running(change.path, name)
    for name, part in new.items():
        found |= _of_new(change, name, part, root, known)
    return found


def _of_new(change: Change, name: str, part: Part, root: Path, known: Map) -> int:
    if change.before is None or not part.registers:
        return 0
    if "." in name:
        return known.running_below(change.path, f"{name.rpartition('.')[0]}.")
    return _of_module(change.path, root, known)


def _of_module(path: str, root: Path, known: Map) -> int:
    """What stands outside of functions is seen by who runs any function of the file or of a file that imports it, and
    by tests that import it themselves."""
    found = known.running(path)
    for user in imports.importers(root, path):
        if user.startswith("tests/"):
            found |= bits(test.number for test in known.tests if test.file == user)
        else:
            found |= known.running(user)
    return found


def _take(ranks: dict[int, int], known: Map, runners: int, own: list[str]) -> None:
    for test in known.tests:
        near = any(test.name.startswith(folder) for folder in own)
        if runners >> test.number & 1:
            rank = OWN if near else OTHER
        elif runners & test.shared or (near and test.starts and own and test.name.startswith(own[0])):
            rank = SHARED
        else:
            continue
        ranks[test.number] = min(rank, ranks.get(test.number, rank))


def _rank_readers(ranks: dict[int, int], change: Change, known: Map) -> None:
    """Tests that read a file, or list the folder of one that is new or gone."""
    readers = known.reading(change.path)
    if change.before is None or change.after is None:
        readers |= known.reading(f"{Path(change.path).parent}/")
    for test in known.tests:
        if readers >> test.number & 1 or readers & test.shared:
            ranks[test.number] = min(OTHER, ranks.get(test.number, OTHER))


def _add_unmapped(choice: Choice, found: Iterable[Change], root: Path, known: Map) -> None:
    """Files of tests that are newer than the map and no part of the change: those of the own folders are run whole."""
    mapped, changed_paths = set(known.digests), {change.path for change in found}
    newer = {
        str(file.relative_to(root))
        for file in (root / "tests").rglob("test_*.py")
        if str(file.relative_to(root)) not in mapped | changed_paths
    }
    own = tuple({folder for path in changed_paths for folder in own_folders(path)[:1]})
    near = {path for path in newer if own and path.startswith(own)}
    choice.files |= near
    if newer - near:
        choice.notes.append(f"The map does not know {len(newer - near)} newer files of tests; they are left out.")


def _note(choice: Choice, change: Change) -> None:
    if change.path.startswith(("static/", "templates/")):
        words = {word.rstrip("s") for folder in own_folders(change.path)[:1] for word in folder.split("/")[1:] if word}
        note = "Tests with a browser are left out (.venv/bin/pytest tests/e2e"
        choice.notes.append(f'{note} -k "{" or ".join(sorted(words))}").' if words else f"{note}).")
