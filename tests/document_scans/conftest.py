"""Fixtures for tests of scans: the folder of a scanner, an application that lacks its deed."""

import os
import re
from pathlib import Path

import pytest

from deskq.core import clock
from deskq.core.transactions import transaction
from deskq.document_scans.views import panel
from deskq.office import queries as office_queries
from tests.applications.applicants import PAPER, lacking, paper
from tests.applications.conftest import action, database_url, now_of, opened, person_id, stage_states
from tests.tools.browsers import browser, client, look
from tests.tools.images import picture

__all__ = ["PAPER", "action", "browser", "client", "database_url", "lacking", "look", "now_of", "opened", "paper",
           "person_id", "stage_states"]  # fmt: skip


@pytest.fixture
def at_counter(office):
    """``at_counter("karimi", 2)``: they work at this counter now."""

    def go(name: str, number: int) -> None:
        with transaction(office, "test") as tx:
            counter = office_queries.counter_by_number(tx.session, office, number)
            counter.clerk_id = person_id(name)

    return go


class ScannerFolder:
    """The folder of the scanner of counter 2. Papers in it were made a minute ago."""

    def __init__(self, root: Path) -> None:
        self.root, self.path = root, root / "2"
        self.path.mkdir()

    def write(self, name: str, content: bytes | None = None, seconds: float = 60) -> Path:
        file = self.path / name
        file.write_bytes(picture().getvalue() if content is None else content)
        when = clock.now().timestamp() - seconds
        os.utime(file, (when, when))
        return file


@pytest.fixture
def scanner(app, tmp_path, at_counter):
    """The folder, and karimi at its counter."""
    app.config["SCAN_FOLDER"] = str(tmp_path)
    at_counter("karimi", 2)
    return ScannerFolder(tmp_path)


@pytest.fixture
def asked(monkeypatch):
    """``asked()``: the address of the last code that was shown."""
    shown: list[str] = []
    real = panel.qr_code.svg
    monkeypatch.setattr(panel.qr_code, "svg", lambda address, label: shown.append(address) or real(address, label))
    return lambda: re.sub(r"^.*(?=/scan/)", "", shown[-1])
