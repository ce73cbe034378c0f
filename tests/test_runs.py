"""Every test belongs to one run, and every recipe that a file names is there."""

import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest

from tests.tools.nightly import fits

ROOT = Path(__file__).parents[1]
NIGHTLY = (ROOT / ".ci" / "nightly").read_text()
#: A part of the night that runs tests: its name, and the words after ``soak`` or ``spread``.
PART = re.compile(r"^ {4}(\w+)\) (?:soak|spread) (.+) ;;$", re.M)
RECIPE = re.compile(r"^([a-z][a-z-]*):", re.M)
#: ``make check`` in a document or a docstring; a path below ``.ci``.
NAMED = re.compile(r"`(?:(?:\w+=\S+|\.ci/bare) )*make ([a-z][a-z-]*)[^`\n]*`")
SCRIPT = re.compile(r"\.ci/([a-z]+)")


def test_what_is_not_for_the_night_runs_with_every_change():
    """Tests of load run alone: what they measure, and their loops of asyncio, are disturbed by others."""
    expressions = re.findall(r'pytest .*-m "([^"]+)"', (ROOT / "Makefile").read_text())

    assert expressions == ["not load and not soak", "load and not soak"]
    assert "pytest -m soak" in NIGHTLY


def test_each_test_of_the_night_belongs_to_one_part():
    parts = {name: words.split() for name, words in PART.findall(NIGHTLY)}
    rest = {name: words for name, words in parts.items() if words[0] == "tests"}
    folders = [words for words in parts.values() if words[0] != "tests"]

    assert len(parts) == len(folders) + 1
    assert all(len(words) == 1 and (ROOT / words[0]).is_dir() for words in folders)
    assert len({words[0] for words in folders}) == len(folders)
    (words,) = rest.values()
    assert words[1:] == list(chain.from_iterable(("--ignore", folder) for (folder,) in folders))


def test_all_parts_run_when_none_is_named():
    (listed,) = re.findall(r"^parts=\((.+)\)$", NIGHTLY, re.M)
    known = re.findall(r"^ {4}(\w+)\) ", NIGHTLY, re.M)

    assert listed.split() == known


def test_a_part_that_there_is_not_is_said():
    ended = subprocess.run([ROOT / ".ci" / "nightly", "part", "moon"], cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 2
    assert ended.stderr.startswith("There is no part moon. Parts: browsers ")


def test_every_recipe_that_a_file_names_is_there():
    recipes = set(RECIPE.findall((ROOT / "Makefile").read_text()))
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile"]
    texts = {path: path.read_text() for path in [*files, *(ROOT / ".ci").iterdir()]}

    named = [(path, name) for path, text in texts.items() for name in NAMED.findall(text)]
    scripts = [(path, name) for path, text in texts.items() for name in SCRIPT.findall(text)]

    assert len(named) > 50
    assert [f"{path.name}: make {name}" for path, name in named if name not in recipes] == []
    assert [f"{path.name}: .ci/{name}" for path, name in scripts if not (ROOT / ".ci" / name).exists()] == []


@pytest.mark.parametrize(
    ("address", "pattern", "does"),
    [
        ("the_kiosk[fa]", "*", True),
        ("the_kiosk[fa]", "test_axe.py::test_the_kiosk[*", True),
        ("the_kiosk[fa]", "test_axe.py::test_the_kiosk[e*", False),
        ("the_kiosk[fa]", "test_axe.py::test_the_kiosk[[ef]*", True),
        ("the_kiosk_with_its_aids[fa]", "test_axe.py::test_the_kiosk[*", False),
    ],
)
def test_an_address_is_told_by_its_folder_its_test_or_its_example(address, pattern, does):
    assert fits(f"e2e/test_axe.py::test_{address}", f"e2e/{pattern}") is does
