"""After a person was erased, no byte of the instance folder and of the database names them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import config
from deskq.core.extensions import db
from deskq.data_requests import service as data_requests
from tests.conftest import KEY
from tests.data_requests.conftest import ID, NAME, OTHER, PHONE

SOUGHT = {word: word.encode() for word in (NAME, PHONE, PHONE[1:], ID, str(int(ID)))}


def named_in(folder: Path) -> set[str]:
    """What of the person stands in the files, the database among them."""
    db.session.remove()
    db.engine.dispose()
    database = Path(db.engine.url.database)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    files = {path for at in (folder, database.parent) for path in at.rglob("*") if path.is_file()}
    assert database in files
    texts = [path.read_bytes() for path in files if path == database or folder in path.parents]
    return {word for word, sought in SOUGHT.items() if any(sought in one for one in texts)}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An instance folder in which no other test has left anything."""
    monkeypatch.setattr(config, "INSTANCE", tmp_path)
    return tmp_path


def test_nothing_is_left(office, folder, one, held):
    assert NAME in named_in(folder), "the search would find nothing"

    for subject in (("", ID), (PHONE, "")):
        data_requests.erase_data(office, "test", data_requests.subject_from_input(*subject, KEY), "نامهٔ ۱۲", True)
    others = data_requests.subject_from_input(OTHER, "", KEY)

    assert held(OTHER)["imported_tables"] == 1
    data_requests.erase_data(office, "test", others, "نامهٔ ۱۳", True)
    assert named_in(folder) == set()
