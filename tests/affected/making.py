"""Makes the map of tests by a run of them in a copy of the checkout, and takes changed tests into it."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.affected import changes
from tests.affected import map as maps
from tests.affected.choose import BROWSER, LOAD, is_test
from tests.affected.recorder import FOLDER
from tests.mutate import checkout

#: Left out: what needs a browser or runs alone, and what only the night runs.
MARKED = "not e2e and not load and not soak"
ENDED = {0, 1, 5}  #: exit codes of pytest: all passed, some failed, there were none


def make(root: Path, file: Path, processes: int, anew: bool) -> None:
    """The map in ``file``. One that is there and can be used gets only the tests that are new or other ones."""
    file.parent.mkdir(parents=True, exist_ok=True)
    known = None if anew else maps.load(file)
    if not isinstance(known, maps.Map):
        print("making the map of tests (all tests once, many minutes) ...", flush=True)
        _run(root, ["tests"], processes, file.with_suffix(".new"))
        file.with_suffix(".new").rename(file)
        return
    now, before = changes.digests(root), known.digests
    other = {path for path in {*now, *before} if is_test(path) and now.get(path) != before.get(path)}
    there = sorted(path for path in other if path in now and not path.startswith((BROWSER, LOAD)))
    print(f"taking {len(there)} files of tests into the map ...", flush=True)
    shutil.copy(file, new := file.with_suffix(".new"))
    maps.forget(new, other)
    if there:
        _run(root, there, processes, new)
    new.rename(file)


def _run(root: Path, wanted: list[str], processes: int, file: Path) -> None:
    """Run tests in a copy of the checkout, which nobody edits meanwhile, and add what they did to a map. A map that
    there is keeps what it knows of other files."""
    if wanted == ["tests"]:
        file.unlink(missing_ok=True)
    with TemporaryDirectory(prefix="affected") as place:
        digests, made = changes.digests(root), _made(root)
        copy, recorded = checkout.copy(root, Path(place) / "checkout"), Path(place) / "recorded"
        recorded.mkdir()
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-r", "fE", "--tb=no", "-m", MARKED]
        plugins = ["-p", "tests.affected.recorder", "-p", "no:cacheprovider"]
        spread = ["-n", f"{processes}", "--dist", "worksteal"] if processes > 1 else []
        ignored = ["--ignore=tests/e2e", "--ignore=tests/load"]
        env = {**os.environ, FOLDER: str(recorded), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([*command, *plugins, *spread, *ignored, *wanted], cwd=copy, env=env, check=False)
        if done.returncode not in ENDED:
            raise SystemExit(f"The tests did not run to their end: exit code {done.returncode} of pytest.")
        taken = digests if wanted == ["tests"] else {path: digests[path] for path in wanted if path in digests}
        maps.add(file, recorded, taken, copy, made)


def _made(root: Path) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True)
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC at {commit.stdout.strip()}"
