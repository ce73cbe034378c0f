"""Long commands show a bar in a terminal, and nothing elsewhere."""

import os
import pty
import sqlite3
import subprocess
import sys

import pytest

import config
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.core.progress import progress
from deskq.core.transactions import transaction
from deskq.ops.backup import database
from deskq.setup.events import SetupStepMarked


@pytest.fixture
def terminal_of():
    """``terminal_of(code)``: what a terminal shows of stderr while Python runs the code."""

    def run(code: str) -> bytes:
        here, there = pty.openpty()
        subprocess.run([sys.executable, "-c", code], stderr=there, check=True)
        os.close(there)
        shown = b""
        try:
            while part := os.read(here, 4096):
                shown += part
        except OSError:  # the end of a terminal whose other side is closed
            pass
        os.close(here)
        return shown

    return run


def test_without_a_terminal_nothing_is_written(capfd):
    with progress("Journal", 10) as report:
        report(10)

    assert capfd.readouterr() == ("", "")


LENGTH = "from deskq.core.progress import progress\nwith progress('Journal', {0}) as report: report({0})"
SHARES = (
    "from deskq.core.progress import each, share\n"
    "with share('Reading') as report:\n    report(1, 0)\n    report(5, 4)\n    report(1, 50)\n"
    "assert list(each('Days', 'ab')) == ['a', 'b']"
)


@pytest.mark.parametrize(
    ("code", "name", "full"),
    [(LENGTH.format(10), b"Journal", 1), (LENGTH.format(0), b"Journal", 0), (SHARES, b"Days", 2)],
    ids=["known length", "nothing", "shares of a length that changes"],
)
def test_in_a_terminal_the_bar_reaches_its_end(terminal_of, code, name, full):
    shown = terminal_of(code)

    assert (shown.count(b"100%") >= full, name in shown) == (True, full > 0)
    assert full or b"100%" not in shown


def test_there_is_no_other_bar_so_that_each_is_quiet_without_a_terminal():
    others = [
        str(path) for path in (config.ROOT / "deskq").rglob("*.py")
        if "progressbar" in path.read_text(encoding="utf-8") and path.name != "progress.py"
    ]  # fmt: skip

    assert others == []


def test_the_figures_of_applications_are_kept_quietly(app):
    result = app.test_cli_runner().invoke(args=["keep-application-figures"])

    assert (result.exit_code, result.output) == (0, "0 applications.\n")


def test_a_copy_of_the_database_reports_its_pages_while_others_write(app, office, tmp_path, monkeypatch):
    """What is written during the copy neither starts it anew nor is half in it."""
    monkeypatch.setattr(database, "AT_ONCE", 10)
    seen: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        seen.append((done, total))
        with transaction(office, "test") as tx:
            tx.record(SetupStepMarked("sound", "done"))

    before = journal.position(db.session(), office)[0]
    db.session.rollback()
    database.copy(db.engine, tmp_path / "copy", report=report)

    total = seen[0][1]
    assert [done for done, _ in seen] == [*range(10, total, 10), total]
    with sqlite3.connect(tmp_path / "copy") as copied:
        assert copied.execute("SELECT sequence FROM journal_head").fetchone() == (before,)


def test_checking_the_journal_reports_each_thousand_rows(app, office):
    with transaction(office, "test") as tx:
        for _ in range(2100):
            tx.record(SetupStepMarked("sound", "done"))
    seen: list[int] = []

    broken = journal_check.first_broken(db.session(), office, seen.append)

    assert broken is None
    assert seen == [1000, 2000]
