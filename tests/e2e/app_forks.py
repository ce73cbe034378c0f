"""Client of fork_parent.py: one parent for each test process, started with the first server or command."""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load.bench_server import ROOT
from tests.tools.started_again import unwatch, watch

ONE_ASKS = threading.Lock()


class Fork:
    """A process that runs as ``python *words`` would, with the methods of Popen that tests use. Its output goes
    nowhere, its errors to the end of the file ``log`` or to those of this process."""

    def __init__(self, words: Sequence[str], env: dict[str, str], log: Path | None = None) -> None:
        self.pid = _start(words, env, (os.devnull, os.devnull, str(log or "")))
        self.returncode: int | None = None
        watch(self, " ".join(words), self._has_ended)

    def _has_ended(self) -> bool:
        with suppress(TimeoutError):
            self.wait(0)
        return self.returncode is not None

    def send_signal(self, number: int) -> None:
        if number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            unwatch(self)
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def wait(self, timeout: float) -> int:
        """Its exit status; TimeoutError after so many seconds."""
        if self.returncode is None:
            self.returncode = _ask({"wait": self.pid, "seconds": timeout})
        if self.returncode is None:
            raise TimeoutError(f"process {self.pid} still runs after {timeout} s")
        return self.returncode


def flask(env: dict[str, str], *words: str, typed: str = "", seconds: float = 300) -> str:
    """What the command says, with the clock of ``TEST_CLOCK`` where that is set; ``typed`` is its standard input.
    RuntimeError with its errors if it refuses."""
    program = ("tests.e2e.clock_server", "flask") if "TEST_CLOCK" in env else ("flask",)
    done = run(("-m", *program, *words), env, typed, seconds)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def run(
    words: Sequence[str], env: dict[str, str], typed: str = "", seconds: float = 300
) -> subprocess.CompletedProcess[str]:
    """What ``python *words`` would do; ``typed`` is its standard input. ``subprocess.TimeoutExpired`` after so many
    seconds."""
    with TemporaryDirectory() as folder:
        files = given, out, errors = [Path(folder) / name for name in ("in", "out", "err")]
        given.write_text(typed)
        number = _start(words, env, [str(file) for file in files])
        status = _ask({"wait": number, "seconds": seconds})
        if status is None:
            os.kill(number, signal.SIGKILL)
            _ask({"wait": number, "seconds": seconds})
            raise subprocess.TimeoutExpired(list(words), seconds)
        return subprocess.CompletedProcess(list(words), status, out.read_text(), errors.read_text())


def _start(words: Sequence[str], env: dict[str, str], files: Sequence[str]) -> int:
    number = _ask({"start": words, "env": env, "files": files})
    assert number
    return number


def _ask(what: dict[str, object]) -> int | None:
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    with ONE_ASKS:
        parent.stdin.write(json.dumps(what) + "\n")
        parent.stdin.flush()
        answer: int | None = json.loads(parent.stdout.readline())
    return answer


@cache
def _parent() -> "subprocess.Popen[str]":
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.fork_parent"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("DESKQ_")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(started.communicate)  # closes its stdin, and waits
    return started
