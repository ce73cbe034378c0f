"""Documents about security name tests and files that exist: a protection that nobody tests any more is noticed."""

import re
from pathlib import Path

import pytest

NAMED = re.compile(r"`((?:tests|deskq|deploy|static|templates)/[\w/.-]+)`")
ASVS = ("asvs/v01-v05.md", "asvs/v06-v10.md", "asvs/v11-v17.md")
STATES = ("met", "partly", "not met", "n/a")
#: How many requirements each chapter of ASVS 5.0.0 has at levels 1 and 2.
REQUIREMENTS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9,
                15: 13, 16: 16, 17: 7}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """[number, level, what, state, how, tests] of each requirement."""
    lines = [line for page in ASVS for line in Path("docs", page).read_text().splitlines()]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if re.match(r"\| \d", line)]
    assert {len(row) for row in cells} == {6}
    return cells


@pytest.mark.parametrize("page", ["threat-model.md", *ASVS])
def test_everything_that_is_named_exists(page):
    named = set(NAMED.findall(Path("docs", page).read_text()))

    assert len(named) > 15
    assert sorted(name for name in named if not Path(name).exists()) == []


def test_every_requirement_is_there_once(rows):
    numbers = [row[0] for row in rows]

    assert sorted(number for number in set(numbers) if numbers.count(number) > 1) == []
    assert {chapter: len([one for one in numbers if one.startswith(f"{chapter}.")]) for chapter in REQUIREMENTS} == (
        REQUIREMENTS
    )
    assert {row[1] for row in rows} == {"1", "2"}


def test_every_requirement_says_how_or_why_not(rows):
    assert [row[0] for row in rows if row[3] not in STATES or not (row[2] and row[4])] == []


def test_the_overview_counts_what_the_pages_say(rows):
    told = re.findall(r"^\| V(\d+) [^|]+\|([ \d|]+)\|$", Path("docs/asvs.md").read_text(), re.MULTILINE)

    found = {
        str(chapter): [sum(row[0].startswith(f"{chapter}.") and row[3] == state for row in rows) for state in STATES]
        for chapter in REQUIREMENTS
    }

    assert {chapter: [int(cell) for cell in cells.split("|")][1:] for chapter, cells in told} == found


def test_every_gap_of_the_overview_is_a_gap(rows):
    gaps = set(re.findall(r"\d+\.\d+\.\d+", Path("docs/asvs.md").read_text().partition("## Gaps")[2]))

    assert gaps
    assert gaps - {row[0] for row in rows if row[3] in ("partly", "not met")} == set()
    assert {row[0] for row in rows if row[3] == "not met"} - gaps == set()


def test_each_attacker_is_told_what_is_left():
    """No protection is complete; who reads the page must learn what it does not do."""
    text = Path("docs/threat-model.md").read_text().partition("### Faults")[0]
    sections = text.split("\n### ")[1:]

    assert len(sections) >= 8
    assert [section.splitlines()[0] for section in sections if "**Left:**" not in section] == []
