"""Makes the record of which test runs which line, by one run of the tests, and keeps it up to date."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutate import checkout, record
from tests.mutate.record import Record
from tests.mutate.recorder import FOLDER

#: Left out: what needs a browser, a server of its own or much time. What only such tests notice counts as not noticed.
LEFT_OUT = ("tests/e2e", "tests/load", "tests/deploy", "tests/mutate")
MARKED = "not e2e and not load and not soak"

ENDED = {0, 1, 5}  #: exit codes of pytest: all passed, some failed, there were none


def up_to_date(root: Path, folder: Path, processes: int, anew: bool) -> Record:
    """The record kept in ``folder``. Files of tests that have changed since it was made are run for it once more."""
    found = None if anew else record.load(folder)
    if found is None:
        return _make(root, folder, processes)
    changed = found.changed(checkout.digests(root))
    tests = [path for path in changed if _is_of_tests(path)]
    if tests:
        print(f"recording {len(tests)} files of tests that changed ...", flush=True)
        _take_in(found, root, tests, processes)
    others = [path for path in changed if path not in tests]
    if others:
        named = ", ".join(others[:5]) + (", ..." if len(others) > 5 else "")
        print(f"The record of {found.made:%Y-%m-%d %H:%M} UTC is older than {len(others)} files: {named}.")
        print("A fault in one of them meets tests of any line of its file; --record makes the record anew.")
    return found


def _make(root: Path, folder: Path, processes: int) -> Record:
    print("recording which test runs which line (all tests once, many minutes) ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = Record(folder, datetime.now(UTC), checkout.digests(root), {})
    _run(made, root, ["tests"], processes)
    record.save(made)
    return made


def _take_in(found: Record, root: Path, changed: list[str], processes: int) -> None:
    now = checkout.digests(root)
    for test in [test for test in found.tests.values() if test.file in changed]:
        del found.tests[test.name]
    for path in changed:
        found.digests.pop(path, None)
    there = {path: now[path] for path in changed if path in now}
    if there:
        _run(found, root, list(there), processes)
    found.digests.update(there)
    record.save(found)


def _is_of_tests(path: str) -> bool:
    return Path(path).name.startswith("test_") and not path.startswith(LEFT_OUT)


def _run(into: Record, root: Path, wanted: list[str], processes: int) -> None:
    """Run tests in a copy of the checkout, which nobody edits meanwhile."""
    with TemporaryDirectory(prefix="record") as place:
        copy, parts = checkout.copy(root, Path(place) / "checkout"), Path(place) / "parts"
        parts.mkdir()
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-r", "fE", "--tb=no", "-m", MARKED]
        plugins = ["-p", "tests.mutate.recorder", "-p", "no:cacheprovider"]
        ignored = [f"--ignore={path}" for path in LEFT_OUT]
        spread = ["-n", f"{processes}", "--dist", "worksteal"] if processes > 1 else []
        env = {**os.environ, FOLDER: str(parts), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([*command, *plugins, *ignored, *spread, *wanted], cwd=copy, env=env, check=False)
        if done.returncode not in ENDED:
            raise SystemExit(f"The tests did not run to their end: exit code {done.returncode} of pytest.")
        record.add(into, parts)
