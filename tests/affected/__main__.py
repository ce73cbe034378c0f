"""``make affected`` runs the tests that a change can make fail, ``make affected-map`` records what they come from."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.affected import changes
from tests.affected.budget import Run, within
from tests.affected.changes import Change
from tests.affected.choose import Choice, choose
from tests.recorded import checkout, record, recording
from tests.recorded.chosen import CHOSEN
from tests.recorded.record import Record

ROOT = Path(__file__).parents[2]
MARKED = ["-m", "not load and not soak"]
SPREAD = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
NONE = 5  #: exit code of pytest: there were no tests
FEW = 8.0  #: seconds of tests that one process runs sooner than two are started


def main(words: list[str]) -> int:
    if words == ["map"]:
        processes, only = int(os.environ.get("PROCESSES", "2")), tuple(os.environ.get("ONLY", "").split())
        recording.up_to_date(ROOT, recording.KEPT, processes, bool(os.environ.get("ANEW")), only)
        return 0
    commit = changes.base(ROOT, os.environ.get("SINCE", ""))
    found = changes.changes(ROOT, commit)
    if not found:
        print(f"Nothing changed since {commit[:8]}.")
        return 0
    known = record.load(recording.KEPT)
    choice = Choice(known) if isinstance(known, str) else choose(ROOT, found, known)
    if choice.everything:
        print(f"All tests are run: {choice.everything}.", flush=True)
        return _pytest([*SPREAD, *MARKED])
    run = within(choice, all_of_it=bool(os.environ.get("ALL")))
    print("\n".join(said(choice, run, found)), flush=True)
    status = _run(run)
    print("\n".join(said_after(choice, run, found, known)))
    return status


def said(choice: Choice, run: Run, found: list[Change]) -> list[str]:
    files = f", and {len(run.files)} files of tests whole" if run.files else ""
    lines = [f"{len(found)} files changed: {len(choice.tests)} tests can fail by it{files}."]
    if run.left:
        lines.append(f"They take about {run.all_seconds:.0f} s; the {len(run.tests)} most telling are run.")
    return lines


def said_after(choice: Choice, run: Run, found: list[Change], known: Record | str) -> list[str]:
    lines = list(dict.fromkeys(choice.notes))
    if run.left:
        lines.append(f"Left out for the time: {len(run.left)} tests that can fail too (ALL=1 runs them).")
    if isinstance(known, Record):
        older = set(known.changed(checkout.digests(ROOT))) & set(known.digests) - {change.path for change in found}
        if older:
            lines.append(
                f"{len(older)} other files changed since the record, such as {min(older)} (make affected-map)."
            )
    return [*lines, "Never chosen: tests with a browser (tests/e2e), of load, and of the night (make soak)."]


def _run(run: Run) -> int:
    files = sorted({*run.files, *(test.file for test in run.tests)})
    if not files:
        return 0
    with TemporaryDirectory(prefix="affected") as folder:
        chosen = Path(folder) / "chosen.json"
        chosen.write_text(json.dumps([[test.name for test in run.tests], sorted(run.files)]))
        spread = [] if not run.files and run.seconds <= FEW else SPREAD
        plugins = ["-p", "no:randomly", "-p", "tests.recorded.chosen"]
        return _pytest([*spread, *MARKED, *plugins, *files], {CHOSEN: str(chosen)})


def _pytest(words: list[str], more: dict[str, str] | None = None) -> int:
    command = [sys.executable, "-m", "pytest", *words]
    status = subprocess.run(command, cwd=ROOT, env={**os.environ, **(more or {})}, check=False).returncode
    return 0 if status == NONE else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
