"""Client of fork_parent.py: one parent for each test process, started with the first server."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

from tests.load.bench_server import ROOT


def start(words: Sequence[str], env: dict[str, str]) -> int:
    """Process id of a server that runs as ``python *words`` would."""
    return _ask({"start": words, "env": env})


def kill(number: int) -> None:
    """Kill it, as a power cut would; it is gone when this returns."""
    _ask({"kill": number})


def _ask(what: dict[str, object]) -> int:
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    parent.stdin.write(json.dumps(what) + "\n")
    parent.stdin.flush()
    return int(parent.stdout.readline())


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
