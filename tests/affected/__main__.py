"""``make affected`` runs the tests that a change can make fail, ``make affected-map`` makes the map they come from."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.affected import changes, making
from tests.affected import map as maps
from tests.affected.budget import Run, within
from tests.affected.changes import Change
from tests.affected.choose import BROWSER, Choice, choose
from tests.affected.plugin import CHOSEN

ROOT = Path(__file__).parents[2]
#: Outside Git; ``make check`` leaves it, ``make clean`` deletes it. Another folder serves several checkouts.
FILE = Path(os.environ.get("DESKQ_AFFECTED_MAP") or ROOT / ".venv" / "affected") / "map.sqlite"
NONE = 5  #: exit code of pytest: there were no tests
FEW = 8.0  #: recorded seconds that one process runs sooner than two are started


def main(words: list[str]) -> int:
    if words == ["map"]:
        making.make(ROOT, FILE, int(os.environ.get("PROCESSES", "2")), bool(os.environ.get("ANEW")))
        return 0
    commit = changes.base(ROOT, os.environ.get("SINCE", ""))
    found = changes.changes(ROOT, commit)
    if not found:
        print(f"Nothing changed since {commit[:8]}.")
        return 0
    known = maps.load(FILE)
    choice = Choice(everything=known) if isinstance(known, str) else choose(ROOT, found, known)
    if choice.everything:
        print(f"All tests are run: {choice.everything}.", flush=True)
        return _pytest(["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal", "-m", "not load and not soak"])
    assert isinstance(known, maps.Map)
    run = within(choice, all_of_it=bool(os.environ.get("ALL")))
    _say_before(found, choice, run, known)
    status = _run(run)
    _say_after(choice, run, known, found)
    return status


def _run(run: Run) -> int:
    files = sorted({*run.files, *(test.file for test in run.tests)})
    if not files:
        return 0
    with TemporaryDirectory(prefix="affected") as folder:
        chosen = Path(folder) / "chosen.json"
        chosen.write_text(json.dumps([[test.name for test in run.tests], sorted(run.files)]))
        alone = not run.files and run.seconds <= FEW
        spread = [] if alone else ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
        common = ["-p", "no:randomly", "-p", "tests.affected.plugin", *files]
        return _pytest([*spread, "-m", "not load and not soak", *common], {CHOSEN: str(chosen)})


def _pytest(words: list[str], more: dict[str, str] | None = None) -> int:
    command = [sys.executable, "-m", "pytest", *words]
    status = subprocess.run(command, cwd=ROOT, env={**os.environ, **(more or {})}, check=False).returncode
    return 0 if status == NONE else status


def _say_before(found: list[Change], choice: Choice, run: Run, known: maps.Map) -> None:
    whole = f", and {len(run.files)} files of tests whole" if run.files else ""
    print(
        f"{len(found)} files changed: {len(choice.tests)} tests can fail by it{whole} (map of {known.about('made')})."
    )
    if run.left:
        print(
            f"All of them take about {run.all_seconds:.0f} s; the most telling {len(run.tests)} are run. "
            "ALL=1 runs all, make check everything."
        )
    sys.stdout.flush()


def _say_after(choice: Choice, run: Run, known: maps.Map, found: list[Change]) -> None:
    if run.left:
        print(f"Left out: {len(run.left)} tests that can fail too, for the time (ALL=1 runs them).")
    paths = {change.path for change in found}
    now = changes.digests(ROOT)
    older = [path for path, kept in known.digests.items() if path in now and now[path] != kept and path not in paths]
    if older:
        print(f"The map is older than {len(older)} other files, such as {older[0]} (make affected-map ANEW=1).")
    for note in dict.fromkeys(choice.notes):
        print(note)
    if not any(path.startswith(BROWSER) for path in run.files):
        print("Never chosen: tests with a browser (tests/e2e), of load, and of the night (make soak).")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
