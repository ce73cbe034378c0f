"""The steps of a run, such as ``.ci/run`` or ``make check``: how long each took, and why the run failed.

As a script it needs Python alone. ``whole NAME COMMAND ...`` runs a command and ends with one table of its steps and,
if it failed, with the reason as the last ten lines; inside another run it is nothing but the command, whose steps stand
in the outer table. ``one NAME COMMAND ...`` runs a step.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

#: Environment: the folder in which the steps of the run that is going on write what they took.
FOLDER = "DESKQ_STEPS"
STEP = "DESKQ_STEP"  #: environment: the name of the step that is going on
STEPS = "steps"
KINDS = "kinds"  #: tests by kind (``tests/tools/run_time.py``)
FAILURES = "failures"  #: tests that failed
SLOW = "slow"  #: figures above what they should be
LINES = 10  #: of the reason
WIDTH = 180  #: of a line of the reason


def note(file: str, **values: Any) -> None:
    """Adds a line to a file of the run, if one is going on."""
    if folder := os.environ.get(FOLDER):
        with (Path(folder) / file).open("a") as lines:
            lines.write(json.dumps(values) + "\n")


def noted(folder: Path, file: str) -> list[dict[str, Any]]:
    path = folder / file
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def should_be(found: float, at_most: float, what: str = "", unit: str = "s") -> None:
    """In a test: says it if a measured figure is above what a usual machine shows, and does not fail.

    ``what`` names the figure beside the address of the test.
    """
    if found > at_most:
        address = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
        print(f"SLOW: {what or address}: {found:.3g} {unit}, should be {at_most:g}")
        note(SLOW, address=address, what=what, found=found, at_most=at_most, unit=unit)


def one(name: str, command: list[str]) -> int:
    """Runs a step and returns its exit status; its output is seen as it comes."""
    if not os.environ.get(FOLDER):
        return subprocess.run(command).returncode
    began, used = monotonic(), _processor()
    status, last = _run(command, os.environ | {STEP: name})
    note(
        STEPS, name=name, seconds=monotonic() - began, processor=_processor() - used, status=status,
        command=shlex.join(command), last=last if status else [],
    )  # fmt: skip
    return status


def _run(command: list[str], environment: Mapping[str, str]) -> tuple[int, list[str]]:
    """Exit status and the last lines of a command. On a screen its colours and its progress are worth more than these
    lines, and it writes there itself."""
    if sys.stdout.isatty():
        return subprocess.run(command, env=environment).returncode, []
    last = deque[str](maxlen=LINES)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
            if line.strip():
                last.append(line.decode(errors="replace").rstrip())
    return process.returncode, list(last)


def whole(name: str, command: list[str]) -> int:
    """Runs a command of which parts are run by ``one``, then writes where the time went and why it failed."""
    if os.environ.get(FOLDER):
        return subprocess.run(command).returncode
    with tempfile.TemporaryDirectory() as folder:
        began, used = monotonic(), _processor()
        status = subprocess.run(command, env=os.environ | {FOLDER: folder}).returncode
        print(f"\n{name}: where the time went (seconds)")
        print(*table(Path(folder), monotonic() - began, _processor() - used), sep="\n")
        if status:
            print("", *reason(Path(folder), name, status), sep="\n")
    return status


def table(folder: Path, seconds: float, processor: float) -> list[str]:
    """Lines: each step and, below a step of tests, the tests by kind. Time of tests is that of all processes."""
    lines = [f"{'':<34}{'time':>9}{'processor':>11}{'cases':>8}"]
    kinds = noted(folder, KINDS)
    for step in noted(folder, STEPS):
        lines.append(_row(step["name"], step) + ("" if step["status"] == 0 else "  FAILED"))
        lines += [_row("  " + kind["name"], kind, kind["cases"]) for kind in kinds if kind["step"] == step["name"]]
    return [*lines, _row("together", {"seconds": seconds, "processor": processor}), *_slow(noted(folder, SLOW))]


def _slow(found: list[dict[str, Any]]) -> list[str]:
    if not found:
        return []
    lines = [
        _short(f"  {one['found']:.3g} {one['unit']}, should be {one['at_most']:g}: {one['address']} {one['what']}")
        for one in sorted(found, key=lambda one: -one["found"] / one["at_most"])[:LINES]
    ]
    return [
        f"{len(found)} figures above what a usual machine shows (nothing fails by them), the first of them:",
        *lines,
    ]


def reason(folder: Path, name: str, status: int) -> list[str]:
    """At most ten lines: the tests that failed and the first line of each error, or else the last lines of the step
    that failed, and the command that repeats it."""
    broken = [step for step in noted(folder, STEPS) if step["status"]]
    if not broken:
        return [f"FAILED: {name} ended with exit status {status}, outside of its steps."]
    failures, step = noted(folder, FAILURES), broken[0]
    head = f"FAILED: {', '.join(step['name'] for step in broken)} (exit status {step['status']})"
    if not failures:
        last = [_short(line) for line in step["last"][-(LINES - 2) :]]
        return [head, *last, _short(f"Repeat with: {step['command']}")]
    shown = failures[: LINES - 2] if len(failures) <= LINES - 2 else failures[: LINES - 3]
    lines = [_short(f"{failure['address']}: {failure['error']}") for failure in shown]
    if len(failures) > len(shown):
        lines.append(f"... and {len(failures) - len(shown)} more tests")
    again = f"--randomly-seed={failures[0]['seed']} '{failures[0]['address']}'"
    return [head, *lines, f"Repeat with: .venv/bin/pytest {again}"]


def _row(name: str, took: Mapping[str, Any], cases: Iterable[Any] | int | str = "") -> str:
    return f"{name:<34}{took['seconds']:>9.1f}{took['processor']:>11.1f}{cases:>8}"


def _short(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 3] + "..."


def _processor() -> float:
    """Seconds of processor time of all commands that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def main(words: list[str]) -> int:
    match words:
        case ["one", name, *command] if command:
            return one(name, command)
        case ["whole", name, *command] if command:
            return whole(name, command)
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
