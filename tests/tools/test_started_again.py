"""A program that dies in a test is started again once, aloud; a test whose programs live has failed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = """
import subprocess, sys, pytest
from tests.tools.started_again import unwatch, watch

@pytest.fixture(scope="session")
def server(tmp_path_factory):
    started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    watch(started, "the server", lambda: started.poll() is not None)
    yield started
    unwatch(started)
    started.communicate()

@pytest.fixture
def runs(tmp_path_factory):
    (made := tmp_path_factory.getbasetemp().parent / "runs").touch()
    made.write_text(made.read_text() + "x")
    return len(made.read_text())
"""
DIES_ONCE = """
def test_serves(server, runs):
    if runs == 1:
        server.kill()
        server.wait()
    assert server.poll() is None
"""
DIES_ALWAYS = DIES_ONCE.replace("runs == 1", "runs < 9")
LIVES = "def test_serves(server, runs):\n    assert runs == 2\n"
DIES_AND_PASSES = "def test_serves(server, runs):\n    server.kill(), server.wait()\n    assert runs == 1\n"
DIES_IN_SET_UP = """
import pytest

@pytest.fixture
def page(server, runs):
    if runs == 1:
        server.kill(), server.wait()
        raise OSError("no answer")

def test_serves(page, server):
    assert server.poll() is None
"""


@pytest.fixture
def run(tmp_path):
    def once(test: str, *options: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "conftest.py").write_text(f'pytest_plugins = ["tests.tools.started_again"]\n{SERVER}')
        (tmp_path / "test_one.py").write_text(test)
        (tmp_path / "pytest.ini").write_text("[pytest]\n")
        more = (*options, "-p", "no:cacheprovider", "-p", "no:randomly", "--basetemp", str(tmp_path / "kept" / "base"))
        (tmp_path / "kept").mkdir()
        words = (sys.executable, "-m", "pytest", "-c", str(tmp_path / "pytest.ini"), *more, str(tmp_path))
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True)

    return once


@pytest.mark.parametrize(
    ("test", "outcome", "is_said"),
    [
        pytest.param(DIES_ONCE, "1 passed", True, id="dies once"),
        pytest.param(DIES_IN_SET_UP, "1 passed", True, id="dies in a set-up"),
        pytest.param(DIES_ALWAYS, "1 failed", True, id="dies always"),
        pytest.param(LIVES, "1 failed", False, id="lives"),
        pytest.param(DIES_AND_PASSES, "1 passed", False, id="dies and passes"),
    ],
)
def test_a_program_that_died_is_started_again_once(run, test, outcome, is_said):
    done = run(test, "-n0")

    assert outcome in done.stdout, done.stdout + done.stderr
    assert ("test_one.py::test_serves: the server died and was started again" in done.stdout) is is_said


def test_a_worker_says_it_too(run):
    done = run(DIES_ONCE, "-n1")

    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert "test_one.py::test_serves: the server died and was started again" in done.stdout
