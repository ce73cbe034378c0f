"""Makes the record of which test runs which line, by one run of the tests, and keeps it up to date."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.recorded import checkout, record
from tests.recorded.record import SEVERAL, Record
from tests.recorded.recorder import FOLDER

ROOT = Path(__file__).parents[2]
#: Outside Git; ``make check`` leaves it, ``make clean`` deletes it. Another folder serves several checkouts.
KEPT = Path(os.environ.get("DESKQ_RECORD") or ROOT / ".venv" / "recorded")
#: Left out: what needs a browser or runs alone, and what only the night runs. What only such tests notice is not known.
LEFT_OUT = ("tests/e2e/", "tests/load/")
MARKED = "not e2e and not load and not soak"
ENDED = {0, 1, 2, 5}  #: exit codes of pytest: all passed, some failed, stopped by a key, there were none


def is_of_tests(path: str) -> bool:
    name = path.rpartition("/")[2]
    return path.startswith("tests/") and name.startswith("test_") and name.endswith(".py")


def is_left_out(path: str) -> bool:
    return path.startswith(LEFT_OUT)


def is_recorded(path: str) -> bool:
    return is_of_tests(path) and not is_left_out(path)


def up_to_date(root: Path, folder: Path, processes: int, anew: bool, only: tuple[str, ...] = ()) -> Record:
    """The record kept in ``folder``. Files of tests that are new, have changed since, or were not reached by a run that
    was stopped are run for it (``only``: those whose path begins so)."""
    found = None if anew else record.load(folder)
    if not isinstance(found, Record):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        found = Record(folder, datetime.now(UTC))
    now = checkout.digests(root)
    changed = found.changed(now)
    tests = [path for path in changed if is_recorded(path) and path.startswith(only or "tests/")]
    others = [path for path in changed if found.digests and path.endswith((".py", ".html")) and not is_recorded(path)]
    if tests:
        print(f"recording which test runs which line: {len(tests)} files of tests ...", flush=True)
        _take_in(found, root, tests, now, processes)
    if others:
        named = ", ".join(others[:5]) + (", ..." if len(others) > 5 else "")
        print(f"The record of {found.made:%Y-%m-%d %H:%M} UTC is older than {len(others)} files: {named}.")
    return found


def _take_in(found: Record, root: Path, changed: list[str], now: dict[str, str], processes: int) -> None:
    record.forget(found, changed)
    there = [path for path in changed if path in now]
    whole = _run(found, root, there, processes) if there else set()
    for path, digest in now.items():
        if path in whole:
            found.digests[path] = digest
        elif not is_recorded(path) and found.digests.setdefault(path, digest) != digest:
            found.digests[path] = SEVERAL
    record.save(found)
    if left := len(there) - len(whole.intersection(there)):
        print(f"{left} files of tests were not run to their end; the next run begins with them.")


def _run(into: Record, root: Path, wanted: list[str], processes: int) -> set[str]:
    """Run tests in a copy of the checkout, which nobody edits meanwhile. Returns the files run to their end."""
    with TemporaryDirectory(prefix="record") as place:
        copy, parts = checkout.copy(root, Path(place) / "checkout"), Path(place) / "parts"
        parts.mkdir()
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-r", "fE", "--tb=no", "-m", MARKED]
        plugins = ["-p", "tests.recorded.recorder", "-p", "no:cacheprovider"]
        spread = ["-n", f"{processes}", "--dist", "worksteal"] if processes > 1 else []
        env = {**os.environ, FOLDER: str(parts), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            code = subprocess.run([*command, *plugins, *spread, *wanted], cwd=copy, env=env, check=False).returncode
        except KeyboardInterrupt:
            code = 2
        if code not in ENDED:
            raise SystemExit(f"The tests did not run to their end: exit code {code} of pytest.")
        return record.add(into, parts)
