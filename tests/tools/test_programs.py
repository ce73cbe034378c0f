"""Tests need programs that a machine may lack: each is named with its Debian package, and what was not run is said."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import conftest
from tests.tools import programs

ROOT = Path(__file__).parents[2]
ASKED = re.compile(r'\brequire\("([^"]+)"')


def test_each_program_that_a_test_asks_for_has_a_package():
    asked = {name for path in (ROOT / "tests").rglob("*.py") for name in ASKED.findall(path.read_text())}

    assert len(asked) > 10
    assert sorted(asked - set(programs.PACKAGES)) == []


def test_every_skipped_test_is_skipped_by_what_is_missing_or_by_the_machine():
    """``pytest.skip`` is called by ``require``, and where a machine cannot do what no package adds."""
    known = {"conftest.py", "test_cpu_share.py", "small_disk.py", "test_search.py", "test_programs.py"}

    calls = {path.name for path in (ROOT / "tests").rglob("*.py") if "pytest.skip(" in path.read_text()}

    assert calls <= known


def test_the_readme_names_the_packages_of_all_in_one_line():
    assert f"\napt install {' '.join(programs.packages(list(programs.PACKAGES)))}\n" in (ROOT / "README.md").read_text()


def test_a_bare_machine_has_the_other_programs_and_none_of_these(tmp_path):
    folder = tmp_path / "bin"
    programs.hide(folder)

    names = {path.name for path in folder.iterdir()}

    assert {"make", "sh", "env"} <= names
    assert {program for group in programs.PROGRAMS.values() for program in group} & names == set()


def test_on_a_bare_machine_no_program_is_found_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(programs.BARE, "1")

    assert [name for name in programs.PROGRAMS if programs.find(name) is not None] == []
    assert "postgresql" in programs.packages(programs.missing())


def test_the_sentence_at_the_end_names_what_was_not_run_and_its_packages():
    said = programs.sentence(Counter({"Chromium": 120, "pg_dump": 2, "PostgreSQL": 30}))

    assert "Chromium (120), PostgreSQL (30), pg_dump (2)" in said
    assert "apt install chromium postgresql" in said
    assert programs.sentence(Counter()) == "Everything was run."


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_a_run_says_what_it_left_out_and_notes_it_for_the_last_line_of_make_check(tmp_path, workers):
    (tmp_path / "test_one.py").write_text(
        "from tests.conftest import require\n\n\ndef test_one():\n    require('nginx', False)\n"
    )
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.tools.left_out"]\n')
    options = ("-p", "no:cacheprovider", "-c", os.devnull, workers, f"--rootdir={tmp_path}", str(tmp_path))
    environment = {**os.environ, "CI": "", "NOT_RUN": str(tmp_path / "not-run")}

    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    last = subprocess.run(
        [sys.executable, "tests/tools/programs.py", "not-run", tmp_path / "not-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert "apt install nginx" in run.stdout, run.stdout + run.stderr
    assert "nginx (1)" in last.stdout


def test_make_check_ends_with_that_sentence_and_ci_runs_the_bare_machine():
    assert "tests.tools.left_out" in conftest.pytest_plugins
    assert "tests/tools/programs.py not-run" in (ROOT / "Makefile").read_text()
    assert 'step "bare machine" .ci/bare\n' in (ROOT / ".ci" / "run").read_text()
