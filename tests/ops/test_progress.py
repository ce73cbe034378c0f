"""Long commands show a bar in a terminal, and nothing elsewhere."""

import os
import pty
import subprocess
import sys

import pytest

from deskq.core.db import journal_check
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.ops.progress import progress
from deskq.setup.events import SetupStepMarked


def test_without_a_terminal_nothing_is_written(capfd):
    with progress("Journal", 10) as report:
        report(10)

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("length", [10, 0])
def test_in_a_terminal_the_bar_reaches_its_end(length):
    here, there = pty.openpty()
    code = f"from deskq.ops.progress import progress\nwith progress('Journal', {length}) as report: report({length})"

    subprocess.run([sys.executable, "-c", code], stderr=there, check=True)

    os.close(there)
    shown = b""
    try:
        while part := os.read(here, 4096):
            shown += part
    except OSError:  # the end of a terminal whose other side is closed
        pass
    os.close(here)
    assert (b"100%" in shown, b"Journal" in shown) == (length > 0, length > 0)


def test_checking_the_journal_reports_each_thousand_rows(app, office):
    with transaction(office, "test") as tx:
        for _ in range(2100):
            tx.record(SetupStepMarked("sound", "done"))
    seen: list[int] = []

    broken = journal_check.first_broken(db.session(), office, seen.append)

    assert broken is None
    assert seen == [1000, 2000]
