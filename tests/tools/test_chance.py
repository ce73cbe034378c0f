"""What is drawn in a test can be drawn again: it comes from the printed seed and the name of the test."""

import os
import subprocess
import sys
from pathlib import Path

from tests import conftest

ROOT = Path(__file__).parents[2]
TEST = """
import random, secrets
from hypothesis import given, strategies as st
from deskq.messages import tracking_code

def test_one():
    print("DRAWN", random.random(), secrets.token_hex(4), secrets.randbits(9), tracking_code.new())

def test_two():
    print("DRAWN", secrets.token_hex(4), random.SystemRandom().random(), secrets.choice(range(10**9)))

@given(st.integers())
def test_three(number):
    print("DRAWN", number)
"""


def _numbers(lines: list[str]) -> list[str]:
    """Those that hypothesis drew: the others are four values, or three."""
    return [line for line in lines if len(line.split()) == 2]


def _drawn(folder: Path, seed: int, **more: str) -> list[str]:
    """The lines that the tests in ``folder`` print; hypothesis has another profile where ``CI`` is set."""
    options = ("-p", "no:cacheprovider", "-c", os.devnull, "-n0", "-s", f"--randomly-seed={seed}")
    command = [sys.executable, "-m", "pytest", *options, f"--rootdir={folder}", str(folder)]
    usual = {name: value for name, value in os.environ.items() if name != "CI"}
    environment = {**usual, "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "examples"), **more}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert "3 passed" in done.stdout, done.stdout + done.stderr
    return sorted(line[line.index("DRAWN") :] for line in done.stdout.splitlines() if "DRAWN" in line)


def test_the_same_seed_draws_the_same_and_another_seed_others(tmp_path):
    (tmp_path / "test_one.py").write_text(TEST)
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.tools.chance"]\n')

    first, in_ci, other = _drawn(tmp_path, 7), _drawn(tmp_path, 7, CI="true"), _drawn(tmp_path, 8, CI="true")

    assert first == in_ci
    assert _numbers(first) != _numbers(other)  # some are the same: hypothesis prefers simple ones
    assert (set(first) - set(_numbers(first))).isdisjoint(other)


def test_every_run_draws_from_its_seed():
    assert "tests.tools.chance" in conftest.pytest_plugins
