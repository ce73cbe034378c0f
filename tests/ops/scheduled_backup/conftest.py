"""An office on a real SQLite file that backs itself up into a folder beside its instance folder."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import config
from deskq.core.extensions import db
from deskq.ops.scheduled_backup import jobs, state_file
from tests.e2e import app_forks
from tests.ops.backup.conftest import database_url, elsewhere, instance
from tests.tools.browsers import browser, client

__all__ = ["browser", "client", "database_url", "elsewhere", "instance"]


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def more_settings(folder) -> dict[str, object]:
    return {"BACKUP_FOLDER": str(folder)}


@pytest.fixture
def night(app, office, monkeypatch):
    """``night()``: one run of the job; returns what is known afterwards. The tests move the clock by days, so that its
    guard is passed by."""
    job = jobs.ScheduledBackups()
    monkeypatch.setattr(job._clock_guard, "steady", lambda: True)

    def run() -> dict[state_file.Task, state_file.Result]:
        db.session.remove()
        job.round()
        db.session.remove()
        return state_file.read(config.INSTANCE)

    return run


@pytest.fixture(autouse=True)
def forked_worker(monkeypatch) -> None:
    """The worker is a fork of a process that has deskq loaded, which saves a second each time."""

    def run(words: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"DESKQ_INSTANCE": str(config.INSTANCE)}
        return app_forks.run(words[1:], env, how["input"], how["timeout"])

    monkeypatch.setattr(jobs, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired))


@pytest.fixture
def own_worker(forked_worker: None, monkeypatch) -> None:
    """The worker is started as a server does."""
    monkeypatch.setattr(jobs, "subprocess", subprocess)
