"""A run of CI says when the ordinary tests took too long, and fails when they took much too long."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest, run_time

ROOT = Path(__file__).parents[1]
SENTENCE = re.compile(r"TOO SLOW: the ordinary tests took \d+\.\d minutes, and may take 0\.0 on this machine, 0 on")


@pytest.fixture
def run(tmp_path):
    """``run(longest, ci, expression)`` runs a test that passes, where all may take ``longest`` minutes on a machine
    that needs ``usual`` seconds for the calculation."""
    (tmp_path / "test_one.py").write_text("def test_one():\n    pass\n")

    def start(
        longest: float, ci: str = "true", expression: str = run_time.ORDINARY, *more: str, noise=1.2, usual=1000.0
    ):
        given = f"run_time.LONGEST, run_time.NOISE, machine_speed.USUAL = {longest}, {noise}, {usual}\n"
        (tmp_path / "conftest.py").write_text(f"from tests import machine_speed, run_time\n{given}")
        options = ("-p", "tests.run_time", "-p", "no:cacheprovider", "-c", os.devnull, "-m", expression, *more)
        command = (sys.executable, "-m", "pytest", *options, f"--rootdir={tmp_path}", str(tmp_path))
        return subprocess.run(command, cwd=ROOT, env=os.environ | {"CI": ci}, capture_output=True, text=True)

    return start


@pytest.mark.parametrize("processes", [(), ("-n1",)], ids=["alone", "with a worker"])
def test_a_run_that_took_too_long_fails_with_a_sentence(run, processes):
    ended = run(0.0, "true", run_time.ORDINARY, *processes)

    assert ended.returncode == 1, ended.stderr
    assert "1 passed" in ended.stdout
    assert len(SENTENCE.findall(ended.stdout)) == 1


def test_a_noisy_machine_may_take_somewhat_longer(run):
    ended = run(0.0001, noise=1e6)

    assert ended.returncode == 0, ended.stderr
    assert "TOO SLOW: the ordinary tests took" in ended.stdout


def test_a_slow_machine_may_take_as_much_longer_as_it_is_slower(run):
    ended = run(0.0001, usual=1e-9)

    assert ended.returncode == 0, ended.stderr
    assert "TOO SLOW" not in ended.stdout
    slower = re.search(
        r"took \d+\.\d minutes, 0\.0001 on a usual machine: this one is (\d+\.\d) times as slow", ended.stdout
    )
    assert slower is not None
    assert float(slower[1]) > 1e6


@pytest.mark.parametrize(
    ("longest", "ci", "expression"),
    [(1.0, "true", run_time.ORDINARY), (0.0, "", run_time.ORDINARY), (0.0, "true", "not soak")],
    ids=["in time", "not in CI", "with others"],
)
def test_any_other_run_does_not(run, longest, ci, expression):
    ended = run(longest, ci, expression)

    assert ended.returncode == 0, ended.stderr
    assert "ordinary tests took" not in ended.stdout


def test_the_run_of_ci_is_measured():
    assert "tests.run_time" in conftest.pytest_plugins
    assert f'-m "{run_time.ORDINARY}"' in (ROOT / "Makefile").read_text()
    assert "make test\n" in (ROOT / ".ci" / "run").read_text()
    assert f"may take {run_time.LONGEST:g} minutes" in (ROOT / "CONTRIBUTING.md").read_text()
