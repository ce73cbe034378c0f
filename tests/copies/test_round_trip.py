"""A copy of an office put back elsewhere is that office: its line, its pictures, and the codes on paper."""

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

import config
from deskq import create_app, journal, tokens
from deskq.copies import database
from deskq.extensions import db
from deskq.office import queries as office_queries
from deskq.queue import service
from deskq.queue.models import Ticket
from tests.conftest import KEY, require, settings
from tests.load import postgres


@pytest.fixture(autouse=True)
def instance(tmp_path, monkeypatch) -> Path:
    """The instance folder of this machine, with a picture of the board."""
    folder = tmp_path / "instance"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "0a1b2c.webp").write_bytes(b"a picture")
    (folder / "secret_key").write_text(KEY)
    monkeypatch.setattr(config, "INSTANCE", folder)
    return folder


def run(app: Flask, *words: object, typed: str = "y\n"):
    with app.app_context():
        db.session.remove()
        answer = app.test_cli_runner().invoke(args=[str(word) for word in words], input=typed)
        db.session.remove()
    return answer


@pytest.fixture
def copy(app, office, tmp_path) -> Path:
    """A copy made while a visitor stood in line; another came later."""
    for name in ("before", "after"):
        if name == "after":
            made = run(app, "backup", tmp_path / "office.tar")
            assert made.exit_code == 0, made.output
        service.issue(office, "test", "info_desk", tokens.for_request(KEY, name), request_key=name)
    return tmp_path / "office.tar"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Another machine: nothing there but deskq, with a key of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "secret_key").write_text("the key that this machine made for itself")
    monkeypatch.setattr(config, "INSTANCE", folder)
    app = create_app(settings(f"sqlite:///{folder / 'deskq.sqlite'}", SECRET_KEY=config.kept_secret("secret_key")))
    yield app
    with app.app_context():
        db.engine.dispose()


def requests(app: Flask) -> list[str | None]:
    with app.app_context():
        found = [ticket.request_key for ticket in db.session().query(Ticket).order_by(Ticket.id)]
        db.session.remove()
    return found


def test_a_copy_is_one_file_for_its_owner_alone_with_everything_in_it(copy):
    assert copy.stat().st_mode & 0o777 == 0o600
    with tarfile.open(copy) as tar:
        assert sorted(tar.getnames()) == ["deskq.sqlite", "media/0a1b2c.webp", "secret_key"]
    assert sorted(path.name for path in copy.parent.iterdir() if path.name.startswith(".")) == []


def test_on_another_machine_it_is_the_same_office(copy, elsewhere):
    answer = run(elsewhere, "restore", copy)

    assert answer.exit_code == 0, answer.output
    assert requests(elsewhere) == ["before"]
    there = config.INSTANCE
    assert (there / "media" / "0a1b2c.webp").read_bytes() == b"a picture"
    assert (there / "secret_key").read_text() == KEY
    assert (there / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.read_text() for path in there.glob("secret_key.before-*")] == [
        "the key that this machine made for itself"
    ]
    assert run(elsewhere, "verify-journal").exit_code == 0


def test_the_code_on_a_paper_printed_before_still_opens_its_ticket(copy, elsewhere):
    run(elsewhere, "restore", copy)
    token = tokens.for_request((config.INSTANCE / "secret_key").read_text(), "before")

    assert elsewhere.test_client().get(f"/t/{token}").status_code == 200


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


def altered(copy: Path, tmp_path: Path, change, key: bytes | None = None) -> Path:
    """The copy, with something done to its database, or with another ``key``."""
    folder = tmp_path / "altered"
    with tarfile.open(copy) as tar:
        tar.extractall(folder, filter="data")
    with closing(sqlite3.connect(folder / "deskq.sqlite", isolation_level=None)) as database:
        change(database)
    if key is not None:
        (folder / "secret_key").write_bytes(key)
    bad = tmp_path / "bad.tar"
    with tarfile.open(bad, "w") as tar:
        for name in ("deskq.sqlite", "secret_key"):
            tar.add(folder / name, name)
    return bad


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
        (lambda database: database.execute("DROP TABLE ticket"), "not one of deskq"),
        (lambda database: database.execute("ALTER TABLE journal DROP COLUMN kind"), "not one of deskq"),
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

    assert "The key in this copy" in answer.output
    refused(app, answer)


def refused(app: Flask, answer) -> None:
    assert answer.exit_code == 1
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    assert "Traceback" not in answer.output
    assert requests(app) == ["before", "after"]
    assert list(config.INSTANCE.glob("*before*")) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"a letter to the mayor", b"SQLite format 3\0", b"\0" * 20480],
    ids=["empty", "text", "head", "zeros"],
)
def test_a_file_that_is_no_copy_replaces_nothing(app, copy, tmp_path, content):
    (tmp_path / "other").write_bytes(content)

    answer = run(app, "restore", tmp_path / "other")

    assert "is not a copy made by `flask backup`" in answer.output
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

    assert (answer.exit_code, "There is no folder" in answer.output) == (1, True)
    assert run(app, "restore", target).exit_code == 1


def test_a_copy_of_an_earlier_deskq_is_brought_up_to_date(copy, elsewhere, tmp_path):
    old = altered(copy, tmp_path, lambda database: database.executescript(
        "DROP TABLE ended_session; UPDATE alembic_version SET version_num = '0014'"
    ))  # fmt: skip

    answer = run(elsewhere, "restore", old)

    assert answer.exit_code == 0, answer.output
    with elsewhere.app_context():
        assert db.session().connection().exec_driver_sql("SELECT count(*) FROM ended_session").scalar() == 0


def test_postgresql_is_copied_by_its_own_programs(tmp_path):
    require("PostgreSQL", postgres.found())
    require("pg_dump", shutil.which("pg_dump") is not None)
    with postgres.database() as url:
        app = create_app(settings(url))
        with app.app_context():
            upgrade()
        assert run(app, "create-office", "--name", "میز خدمت نمونه").exit_code == 0
        assert run(app, "backup", tmp_path / "office.tar").exit_code == 0
        with app.app_context():
            office = office_queries.offices(db.session())[0]
            last = journal.position(db.session(), office)
            db.session().connection().exec_driver_sql("CREATE TABLE of_a_later_version (id integer)")
            db.session().connection().exec_driver_sql("UPDATE office SET name_fa = 'دیگر'")
            db.session.commit()

        answer = run(app, "restore", tmp_path / "office.tar")

        assert answer.exit_code == 0, answer.output
        with app.app_context():
            assert journal.position(db.session(), office) == last
            assert office_queries.office(db.session(), office).name_fa == "میز خدمت نمونه"
            tables = db.session().connection().exec_driver_sql("SELECT to_regclass('of_a_later_version')").scalar()
            db.session.remove()
            db.engine.dispose()
        assert tables is None
        assert len(list(config.INSTANCE.glob("deskq.pgdump.before-*"))) == 1


def test_without_pg_dump_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(database.shutil, "which", lambda program: None)
    app = create_app(settings("postgresql+psycopg://127.0.0.1/nobody"))

    answer = run(app, "backup", tmp_path / "office.tar")

    assert (answer.exit_code, "pg_dump is not installed" in answer.output) == (1, True)
    assert json.dumps(answer.output).count("\\n") == 1
