"""A run ends with a table of where its time went and, if it failed, with the reason; nothing fails by the clock."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest
from tests.tools import steps

ROOT = Path(__file__).parents[2]
STEPS = [sys.executable, str(ROOT / "tests" / "tools" / "steps.py")]
TABLE_ROW = r"^{name} +\d+\.\d +\d+\.\d{cases}"


def run(*command: str, folder: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in (steps.FOLDER, steps.STEP)}
    return subprocess.run(command, cwd=folder, env=environment | more, capture_output=True, text=True)


@pytest.fixture
def script(tmp_path):
    """``script(line, ...)`` runs shell lines as one whole run; ``one`` is the step command."""

    def start(*lines: str, name="the run") -> subprocess.CompletedProcess[str]:
        file = tmp_path / "script"
        file.write_text(f'set -e\none() {{ {" ".join(STEPS)} one "$@"; }}\n' + "\n".join(lines))
        return run(*STEPS, "whole", name, "bash", str(file))

    return start


@pytest.fixture
def tests_of(tmp_path):
    """``tests_of(text, *options)``: a command that runs these tests as a step called "tests"."""

    def command(text: str, *options: str) -> str:
        (tmp_path / "test_some.py").write_text(text)
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    e2e: a browser\n")
        more = ["-p", "tests.tools.run_time", "-p", "no:cacheprovider", "-c", str(tmp_path / "pytest.ini"), *options]
        return f"PYTHONPATH={ROOT} one tests {sys.executable} -m pytest -q {' '.join(more)} {tmp_path / 'test_some.py'}"

    return command


def test_a_run_ends_with_each_step_and_the_whole(script):
    ended = script("one lint true", "one types echo checked")

    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0] == "checked"
    assert lines[2] == "the run: where the time went (seconds)"
    assert [line.split()[0] for line in lines[4:]] == ["lint", "types", "together"]


@pytest.mark.parametrize("options", [(), ("-n1",)], ids=["alone", "with a worker"])
def test_tests_are_counted_by_kind_with_their_processor_time(script, tests_of, options):
    text = """
import time, pytest

def test_sums():
    before = time.process_time()
    while time.process_time() < before + 0.3:
        pass

@pytest.mark.e2e
@pytest.mark.parametrize("page", "ab")
def test_page(page):
    pass
"""
    ended = script(tests_of(text, *options))

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(TABLE_ROW.format(name="  browsers", cases=r" +2$"), ended.stdout, re.M)
    own = re.search(r"^  test_some.py +\d+\.\d +(\d+\.\d) +1$", ended.stdout, re.M)
    assert own is not None
    assert float(own[1]) >= 0.2


def test_a_failure_ends_with_the_tests_their_errors_and_the_seed(script, tests_of):
    text = "def test_one():\n    assert 1 == 2\n\ndef test_two():\n    raise ValueError('no such\\nthing')\n"

    ended = script(tests_of(text, "-p", "randomly", "--randomly-seed=42"), "one never true")

    assert ended.returncode == 1
    head, *failures, again = ended.stdout.splitlines()[-4:]
    assert head == "FAILED: tests (exit status 1)"
    assert sorted(re.sub(r"\S*/?test_some.py", "test_some.py", line) for line in failures) == [
        "test_some.py::test_one: assert 1 == 2",
        "test_some.py::test_two: ValueError: no such",
    ]
    assert re.fullmatch(r"Repeat with: .venv/bin/pytest --randomly-seed=42 '\S*test_some.py::test_(one|two)'", again)
    assert re.search(r"^tests .* FAILED$", ended.stdout, re.M)
    assert "never" not in ended.stdout


def test_of_many_failures_the_reason_stays_ten_lines(script, tests_of):
    text = "import pytest\n\n@pytest.mark.parametrize('n', range(30))\ndef test_one(n):\n    assert n < 0, 'x' * 999\n"

    ended = script(tests_of(text))

    lines = ended.stdout.splitlines()
    begin = lines.index("FAILED: tests (exit status 1)")
    assert len(lines) - begin == steps.LINES
    assert lines[-2] == "... and 23 more tests"
    assert all(len(line) <= steps.WIDTH for line in lines[begin:])


def test_of_a_step_without_tests_the_reason_is_what_it_said_last(script):
    ended = script("one types bash -c 'for n in $(seq 50); do echo line $n; done; exit 3'")

    assert ended.returncode == 3
    *lines, again = ended.stdout.splitlines()[-steps.LINES :]
    assert lines == ["FAILED: types (exit status 3)", *[f"line {n}" for n in range(43, 51)]]
    assert again.startswith("Repeat with: bash -c ")


def test_what_fails_between_two_steps_is_said(script):
    ended = script("one lint true", "exit 7")

    assert ended.returncode == 7
    assert ended.stdout.splitlines()[-1] == "FAILED: the run ended with exit status 7, outside of its steps."


def test_a_run_inside_another_stands_in_the_table_of_the_outer_one(script):
    inner = f"{' '.join(STEPS)} whole inner {' '.join(STEPS)} one types true"

    ended = script("one lint true", inner)

    assert ended.stdout.count("where the time went") == 1
    assert [line.split()[0] for line in ended.stdout.splitlines()[-3:]] == ["lint", "types", "together"]


def test_what_took_longer_than_it_should_is_said_and_does_not_fail(script, tests_of):
    text = "from tests.tools.steps import should_be\n\ndef test_slow():\n    should_be(3.0, 2.0, 'reading')\n"

    ended = script(tests_of(text))

    assert ended.returncode == 0, ended.stdout
    said, line = ended.stdout.splitlines()[-2:]
    assert said.startswith("1 figures above what a usual machine shows")
    assert re.fullmatch(r"  3 s, should be 2: \S*test_some.py::test_slow reading", line)


def test_what_took_as_long_as_it_may_is_not_said(capsys):
    steps.should_be(2.0, 2.0)

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("succeeds_at", "status", "said"), [(1, 0, 0), (3, 0, 2), (9, 1, 3)])
def test_what_fetches_something_is_tried_three_times(tmp_path, succeeds_at, status, said):
    tries = tmp_path / "tries"
    command = f'echo x >> {tries}; [ "$(wc -l < {tries})" -ge {succeeds_at} ]'
    text = "import sys, again; sys.exit(again.again('apt', 60, sys.argv[1:], pauses=(0, 0)))"

    ended = run(sys.executable, "-c", text, "bash", "-c", command, PYTHONPATH=str(ROOT / "deploy" / "bootstrap"))

    assert ended.returncode == status
    assert len(tries.read_text().splitlines()) == min(succeeds_at, 3)
    assert ended.stderr.splitlines() == [f"apt: try {n} of 3 failed (exit status 1)." for n in range(1, said + 1)]


def test_a_try_has_a_bound():
    text = "import sys, again; sys.exit(again.again('apt', 0.1, sys.argv[1:], pauses=(0, 0)))"

    ended = run(sys.executable, "-c", text, "sleep", "600", PYTHONPATH=str(ROOT / "deploy" / "bootstrap"))

    assert ended.returncode == 124
    assert ended.stderr.splitlines()[-1] == "apt: try 3 of 3 failed (not done after 0.1 seconds)."


def test_the_run_of_ci_and_make_check_are_measured():
    assert "tests.tools.run_time" in conftest.pytest_plugins
    assert "tests/tools/steps.py whole .ci/run" in (ROOT / ".ci" / "run").read_text()
    assert 'tests/tools/steps.py whole "make check"' in (ROOT / "Makefile").read_text()
