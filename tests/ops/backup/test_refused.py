"""A backup that is incomplete or no backup at all replaces nothing; the reason is one sentence."""

import os
import shutil
import sqlite3
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask

import config
from tests.ops.backup.conftest import altered, requests, run

NOBODY = 65534


def lie(database: sqlite3.Connection) -> None:
    database.execute("DROP TRIGGER journal_no_update")
    database.execute("UPDATE journal SET body = '{}' WHERE sequence = 3")


def forget(database: sqlite3.Connection) -> None:
    database.execute("DROP TRIGGER journal_no_delete")
    database.execute("DELETE FROM journal WHERE sequence > 3")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lie, "row 3 is changed"),
        (forget, "row 4 is missing"),
        (lambda database: database.execute("DELETE FROM journal_head"), "has no head"),
        (lambda database: database.execute("UPDATE alembic_version SET version_num = '9999'"), "update deskq first"),
        (lambda database: database.execute("DELETE FROM alembic_version"), "update deskq first"),
        (lambda database: database.execute("DROP TABLE ticket"), "not a deskq database"),
        (lambda database: database.execute("ALTER TABLE journal DROP COLUMN kind"), "not a deskq database"),
        (lambda database: database.executescript("PRAGMA foreign_keys=OFF; DELETE FROM office"), "no office"),
    ],
)
def test_a_copy_that_is_not_whole_replaces_nothing(app, copy, tmp_path, change, said):
    answer = run(app, "restore", altered(copy, tmp_path, change))

    assert said in answer.output
    refused(app, answer)


@pytest.mark.parametrize("key", [b"", b"x", b"a" * 40, b"\xff\xfe\x00"])
def test_a_copy_with_a_key_that_is_none_replaces_nothing(app, copy, tmp_path, key):
    answer = run(app, "restore", altered(copy, tmp_path, lambda database: None, key))

    assert "The key in this backup" in answer.output
    refused(app, answer)


def refused(app: Flask, answer) -> None:
    assert answer.exit_code == 1
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    assert "Traceback" not in answer.output
    assert requests(app) == ["before", "after"]
    assert list(config.INSTANCE.glob("*before*")) == []


NO_COPIES = {"empty": b"", "text": b"a letter to the mayor", "head": b"SQLite format 3\0", "zeros": b"\0" * 20480}


@pytest.mark.parametrize("content", NO_COPIES.values(), ids=NO_COPIES)
def test_a_file_that_is_no_copy_replaces_nothing(app, copy, tmp_path, content):
    (tmp_path / "other").write_bytes(content)

    answer = run(app, "restore", tmp_path / "other")

    assert "is not a backup made by `flask backup`" in answer.output
    refused(app, answer)


def test_half_a_copy_replaces_nothing(app, copy, tmp_path):
    (tmp_path / "half.tar").write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])

    refused(app, run(app, "restore", tmp_path / "half.tar"))


def test_a_copy_that_names_other_places_writes_nothing_there(app, copy, tmp_path):
    evil = tmp_path / "evil.tar"
    (tmp_path / "payload").write_bytes(b"not asked for")
    shutil.copy(copy, evil)
    with tarfile.open(evil, "a") as tar:
        for name in ("../outside", "media/../../outside", "/outside", "media/.hidden"):
            tar.add(tmp_path / "payload", name)

    assert run(app, "restore", evil).exit_code == 0
    assert list(tmp_path.rglob("outside")) == list(tmp_path.rglob(".hidden")) == []


def test_a_folder_that_is_not_there_is_named(app, tmp_path):
    target = tmp_path / "nowhere" / "office.tar"

    answer = run(app, "backup", target)

    assert (answer.exit_code, "Folder not found" in answer.output) == (1, True)
    assert run(app, "restore", target).exit_code == 1


@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_a_folder_into_which_the_user_may_not_write_is_named(app, stranger, mode):
    """``mode``: the folder may be looked into, and not even that."""
    with TemporaryDirectory() as made:  # that of pytest is open to its owner alone
        locked = Path(made)
        locked.chmod(mode)
        with stranger(locked):
            answer = run(app, "backup", locked / "copy.tar")

    assert answer.exit_code == 1
    assert ("may not write" in answer.output) == (mode == 0o755)
    assert isinstance(answer.exception, SystemExit), answer.exception
    assert str(locked) in answer.output


@pytest.fixture
def stranger():
    """``with stranger(folder)``: this process may not write into the folder, whoever runs the tests."""

    @contextmanager
    def enter(folder: Path):
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        else:
            folder.chmod(0o500 if folder.stat().st_mode & 0o005 else 0)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)

    return enter
