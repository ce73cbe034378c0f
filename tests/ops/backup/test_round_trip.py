"""A restored office is the same: its queue, its pictures, and the codes on paper."""

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

from flask import Flask
from flask_migrate import downgrade, upgrade

import config
from deskq import create_app
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.ops.backup import database as database_backup
from tests.conftest import KEY, require, settings
from tests.load import postgres
from tests.ops.backup.conftest import altered, requests, run
from tests.tools.shared_app import close


def test_a_copy_is_one_file_for_its_owner_alone_with_everything_in_it(copy):
    assert copy.stat().st_mode & 0o777 == 0o600
    with tarfile.open(copy) as tar:
        names = " ".join(sorted(tar.getnames()))
    assert names == "blind_key data_key deskq.sqlite media/0a1b2c.webp photos/3d4e5f.webp secret_key"
    assert sorted(path.name for path in copy.parent.iterdir() if path.name.startswith(".")) == []


def test_on_another_machine_it_is_the_same_office(copy, elsewhere):
    answer = run(elsewhere, "restore", copy)

    assert answer.exit_code == 0, answer.output
    assert requests(elsewhere) == ["before"]
    there = config.INSTANCE
    assert (there / "media" / "0a1b2c.webp").read_bytes() == b"a picture"
    assert (there / "photos" / "3d4e5f.webp").read_bytes() == b"a photo of a citizen"
    assert (there / "secret_key").read_text() == KEY
    assert (there / "secret_key").stat().st_mode & 0o777 == 0o600
    (before,) = there.glob("secret_key.before-*")
    assert before.read_text() == "the key that this machine made for itself"
    assert run(elsewhere, "verify-journal").exit_code == 0
    on_paper = secrets.for_request(KEY, "before")  # a code that was printed before still opens its ticket
    assert elsewhere.test_client().get(f"/t/{on_paper}").status_code == 200


def test_what_was_replaced_is_kept_beside(app, copy, database_url):
    file = Path(database_url.removeprefix("sqlite:///"))

    answer = run(app, "restore", copy)

    assert answer.exit_code == 0, answer.output
    assert requests(app) == ["before"]
    (kept,) = file.parent.glob("deskq.sqlite.before-*[0-9]")
    assert str(kept) in answer.output
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT count(*) FROM ticket").fetchone() == (2,)


def test_a_database_that_cannot_be_read_any_more_is_replaced_and_kept_too(copy, elsewhere):
    (config.INSTANCE / "deskq.sqlite").write_bytes(b"what the disk left of it")

    assert run(elsewhere, "restore", copy).exit_code == 0
    assert requests(elsewhere) == ["before"]
    (kept,) = config.INSTANCE.glob("deskq.sqlite.before-*")
    assert kept.read_bytes() == b"what the disk left of it"


def test_who_says_no_changes_nothing(app, copy):
    assert run(app, "restore", copy, typed="n\n").exit_code == 1
    assert requests(app) == ["before", "after"]


def test_a_copy_of_an_earlier_deskq_is_brought_up_to_date(copy, elsewhere, tmp_path):
    old = altered(copy, tmp_path, as_it_was)

    answer = run(elsewhere, "restore", old)

    assert answer.exit_code == 0, answer.output
    assert sql(elsewhere, "SELECT count(*) FROM ended_session") == 0


def sql(app: Flask, statement: str) -> object:
    """What it gives first, if anything."""
    with app.app_context():
        with db.engine.begin() as connection:
            result = connection.exec_driver_sql(statement)
            found = result.scalar() if result.returns_rows else None
        db.engine.dispose()
    return found


def as_it_was(database: sqlite3.Connection) -> None:
    """The migrations since are taken back."""
    (path,) = {row[2] for row in database.execute("PRAGMA database_list") if row[1] == "main"}
    before = create_app(settings(f"sqlite:///{path}"))
    with before.app_context():
        downgrade(revision="0014")
        db.engine.dispose()


def test_postgresql_is_copied_by_its_own_programs(tmp_path):
    require("PostgreSQL", postgres.is_available())
    require("pg_dump", shutil.which("pg_dump") is not None)
    with postgres.database() as url:
        app = create_app(settings(url))
        with app.app_context():
            upgrade()
        assert run(app, "create-office", "--name", "میز خدمت نمونه").exit_code == 0
        assert run(app, "backup", tmp_path / "office.tar").exit_code == 0
        last = sql(app, "SELECT hash FROM journal_head")
        sql(app, "CREATE TABLE of_a_later_version (id integer)")
        sql(app, "UPDATE office SET name_fa = 'دیگر'")

        answer = run(app, "restore", tmp_path / "office.tar")

        assert answer.exit_code == 0, answer.output
        assert sql(app, "SELECT hash FROM journal_head") == last
        assert sql(app, "SELECT name_fa FROM office") == "میز خدمت نمونه"
        assert sql(app, "SELECT to_regclass('of_a_later_version')") is None
        assert len(list(config.INSTANCE.glob("deskq.pgdump.before-*"))) == 1


def test_without_pg_dump_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(database_backup.shutil, "which", lambda program: None)
    app = create_app(settings("postgresql+psycopg://127.0.0.1/nobody"))

    answer = run(app, "backup", tmp_path / "office.tar")

    assert (answer.exit_code, "pg_dump is not installed" in answer.output) == (1, True)
    assert json.dumps(answer.output).count("\\n") == 1


def test_a_backup_of_a_newer_version_replaces_no_postgresql_database(seeded_postgres, tmp_path):
    require("pg_dump", shutil.which("pg_dump") is not None)
    with postgres.database(copy_of=seeded_postgres) as url:
        app = create_app(settings(url))
        known = sql(app, "SELECT version_num FROM alembic_version")
        for version, target in (("9999", "newer.tar"), (known, "known.tar")):
            sql(app, f"UPDATE alembic_version SET version_num = '{version}'")
            assert run(app, "backup", tmp_path / target).exit_code == 0

        answer = run(app, "restore", tmp_path / "newer.tar")

        assert answer.exit_code == 1
        assert "update deskq first" in answer.output
        assert list(config.INSTANCE.glob("deskq.pgdump.before-*")) == []
        assert sql(app, "SELECT version_num FROM alembic_version") == known
        assert run(app, "restore", tmp_path / "known.tar").exit_code == 0
        close(app)
