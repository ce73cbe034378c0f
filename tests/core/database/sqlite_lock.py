"""Another program that locks a SQLite file, as a sqlite3 shell that was left open would."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
held.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
print("free", flush=True)
sys.stdin.readline()
"""


class Locker:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def free(self) -> None:
        """The file is free when this returns."""
        self._tell("free")

    def _tell(self, answer: str) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == f"{answer}\n"


@contextmanager
def locked(file: Path | str) -> Iterator[Locker]:
    """The file is locked by another process until ``free``, at most as long as the block."""
    words = [sys.executable, "-c", PROGRAM, str(file)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline() == "locked\n"
        yield Locker(process)
    finally:
        process.kill()
        process.communicate()
