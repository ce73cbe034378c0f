"""One fault against its tests: put it into a copy of the checkout, run them, take it out again."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutate import selection
from tests.mutate.fault import Fault
from tests.mutate.trial_plugin import DATABASES, FAILED
from tests.recorded.chosen import CHOSEN
from tests.recorded.record import RecordedTest
from tests.tools.memory_folder import MEMORY, fits

NO_TEST_RAN = 5  #: exit code of pytest


@dataclass(frozen=True)
class Result:
    """``by``: the test that noticed the fault, or what else it did to the run; empty where nothing noticed it."""

    fault: Fault
    tried: int
    by: str

    def __str__(self) -> str:
        return (
            f"noticed     {self.fault}\n            by {self.by}"
            if self.by
            else f"NOT NOTICED {self.fault} ({self.tried} tests)"
        )


def run(fault: Fault, tests: list[RecordedTest], copy: Path, databases: Path | None = None) -> Result:
    """``databases``: the folder of those that tests begin with, where the fault has no part in making them."""
    whole = (copy / fault.path).read_text()
    fault.apply(copy)
    try:
        return Result(fault, len(tests), _noticed_by(tests, copy, databases) if tests else "")
    finally:
        (copy / fault.path).write_text(whole)


def _noticed_by(tests: list[RecordedTest], copy: Path, databases: Path | None) -> str:
    with TemporaryDirectory(prefix="trial", dir=MEMORY if fits(MEMORY) else None) as place:
        chosen, failed = Path(place) / "chosen.json", Path(place) / "failed"
        chosen.write_text(json.dumps([[test.name for test in tests], []]))
        files = dict.fromkeys(test.file for test in tests)
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header"]
        plugins = ["-p", "tests.recorded.chosen", "-p", "tests.mutate.trial_plugin"]
        still = ["-p", "no:randomly", "-p", "no:cacheprovider"]
        env = {
            **os.environ, CHOSEN: str(chosen), FAILED: str(failed), DATABASES: str(databases or ""),
            "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": place, "PAGES": "plain",
        }  # fmt: skip
        code = _exit_code([*command, *plugins, *still, *files], copy, env, selection.longest(tests))
        if code is None:
            return "its time limit"
        if failed.exists():
            return failed.read_text()
        return "" if code in (0, NO_TEST_RAN) else f"pytest, which did not start (exit code {code})"


def _exit_code(command: list[str], folder: Path, env: dict[str, str], seconds: float) -> int | None:
    """None where it took too long; then it is ended with all that it started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=env, stdout=quiet, stderr=quiet, start_new_session=True) as started:
        try:
            return started.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)
