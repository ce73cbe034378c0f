"""Documents about security name tests that exist: a protection that nobody tests any more is noticed."""

import re
from pathlib import Path

import pytest

NAMED = re.compile(r"`(tests/[\w/.]+)`")


@pytest.mark.parametrize("page", ["threat-model.md", "asvs.md"])
def test_every_test_that_is_named_exists(page):
    named = set(NAMED.findall(Path("docs", page).read_text()))

    assert len(named) > 15
    assert sorted(name for name in named if not Path(name).exists()) == []


def test_each_attacker_is_told_what_is_left():
    """No protection is complete; who reads the page must learn what it does not do."""
    text = Path("docs/threat-model.md").read_text().partition("### Faults")[0]
    sections = text.split("\n### ")[1:]

    assert len(sections) >= 8
    assert [section.splitlines()[0] for section in sections if "**Left:**" not in section] == []
