"""Database files can be read by their owner only, whatever the umask of the one who starts deskq."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from deskq import create_app
from deskq.core.extensions import db
from deskq.ops.backup import database
from tests.conftest import settings
from tests.tools.shared_app import close


@pytest.fixture(autouse=True)
def open_umask():
    before = os.umask(0o000)
    yield
    os.umask(before)


@pytest.fixture
def started(tmp_path):
    """``started()``: an application has written to the database of this folder."""
    made = []

    def start() -> None:
        made.append(create_app(settings(f"sqlite:///{tmp_path / 'office.sqlite'}")))
        with made[-1].app_context():
            db.session.execute(text("CREATE TABLE IF NOT EXISTS one (id INTEGER)"))
            db.session.execute(text("INSERT INTO one VALUES (1)"))
            db.session.commit()

    yield start
    for app in made:
        close(app)


def modes(folder) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_a_new_database_its_wal_and_its_shared_memory(started, tmp_path):
    started()

    assert modes(tmp_path) == dict.fromkeys(("office.sqlite", "office.sqlite-wal", "office.sqlite-shm"), 0o600)


def test_one_that_others_could_read_is_closed_to_them(started, tmp_path, seeded_file):
    shutil.copy(seeded_file, tmp_path / "office.sqlite")
    with closing(sqlite3.connect(tmp_path / "office.sqlite", isolation_level=None)) as earlier:
        earlier.execute("PRAGMA journal_mode=WAL")
        earlier.execute("CREATE TABLE two (id INTEGER)")
        for path in tmp_path.iterdir():
            path.chmod(0o644)

        started()

        assert set(modes(tmp_path).values()) == {0o600}


def test_a_copy_is_private_before_anything_is_in_it(app, tmp_path, monkeypatch):
    seen = []
    connect = sqlite3.connect

    def noting(*given, **named):
        seen.append(modes(tmp_path))
        return connect(*given, **named)

    monkeypatch.setattr(sqlite3, "connect", noting)

    database.copy(db.engine, tmp_path / "copy")

    assert seen[-1] == {"copy": 0o600}
    assert modes(tmp_path)["copy"] == 0o600
