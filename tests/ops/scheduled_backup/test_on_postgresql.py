"""The nightly backup of PostgreSQL, and its trial in an empty database of the same server."""

import hashlib
import shutil

import psycopg
import pytest
from sqlalchemy import make_url

import config
from deskq.core.extensions import db
from deskq.doctor.checks import backups
from deskq.ops.backup import database
from deskq.ops.scheduled_backup import jobs, state_file, worker
from tests.conftest import require
from tests.load import postgres
from tests.ops.backup.conftest import run, take

ROLE, PASSWORD = "deskq_test_without_rights", "only-for-this-test"


@pytest.fixture
def database_url(instance, seeded_postgres):
    require("pg_dump", shutil.which("pg_dump") is not None)
    with postgres.database(seeded_postgres) as url:
        yield url


def databases() -> set[str]:
    trials = "SELECT datname FROM pg_database WHERE datname LIKE 'deskq_trial_%'"
    with psycopg.connect(f"{postgres.SERVER}/postgres") as connection:
        return {name for (name,) in connection.execute(trials)}


def trial(url: str) -> str:
    """The database that this office's trial makes."""
    return f"deskq_trial_{hashlib.sha256(make_url(url).database.encode()).hexdigest()[:12]}"


def test_a_night_writes_a_backup_and_restores_it_into_a_database_that_is_dropped(night, folder, office, database_url):
    take(office, "one")

    known = night()

    assert (known["backup"].fault, known["drill"].fault) == (None, None), known
    assert known["drill"].file == known["backup"].file
    assert b"PGDMP" not in (folder / known["backup"].file).read_bytes()
    assert trial(database_url) not in databases()


def test_what_is_saved_while_the_dump_is_made_is_in_both_or_in_neither(night, office, monkeypatch):
    """Rows are counted in the snapshot of the dump."""
    real = database.copy

    def copy(engine, target, snapshot=""):
        real(engine, target, snapshot)
        take(office, "two")

    monkeypatch.setattr(database, "copy", copy)
    monkeypatch.setattr(jobs, "_ask", lambda name: worker.answer(jobs._request(name)))

    known = night()

    assert (known["backup"].fault, known["drill"].fault) == (None, None), known


@pytest.mark.soak
def test_a_database_that_a_killed_trial_left_is_dropped_first(night, database_url):
    with psycopg.connect(f"{postgres.SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{trial(database_url)}"')

    assert night()["drill"].fault is None

    assert trial(database_url) not in databases()


@pytest.mark.soak
def test_a_backup_of_another_journal_is_noticed(night, office, database_url):
    take(office, "one")
    night()
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        connection.execute("ALTER TABLE journal DISABLE TRIGGER USER")
        connection.execute("UPDATE journal SET hash = repeat('0', 64)")
        connection.execute("UPDATE journal_head SET hash = repeat('0', 64)")
    first = state_file.read(config.INSTANCE)["drill"]
    db.session.remove()

    answer = jobs.drill(first)

    assert answer.fault == "drill-other-journal"


@pytest.mark.soak
def test_a_backup_whose_journal_is_broken_is_noticed(night, office, database_url):
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        connection.execute("ALTER TABLE journal DISABLE TRIGGER USER")
        connection.execute("UPDATE journal SET body = '{}' WHERE sequence = 2")

    known = night()

    assert known["backup"].fault is None
    assert (known["drill"].fault, "row 2 is changed" in known["drill"].values["reason"]) == ("drill-unreadable", True)
    assert trial(database_url) not in databases()


def test_without_the_right_to_make_a_database_it_is_said_what_to_run(app, night, database_url, client, sign_in):
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {ROLE}")
        connection.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}' IN ROLE pg_read_all_data")
        try:
            own = make_url(database_url).set(username=ROLE, password=PASSWORD)
            app.config["SQLALCHEMY_DATABASE_URI"] = own.render_as_string(hide_password=False)
            known = night()
        finally:
            app.config["SQLALCHEMY_DATABASE_URI"] = database_url
            connection.execute(f"DROP OWNED BY {ROLE}")
            connection.execute(f"DROP ROLE {ROLE}")

    assert known["backup"].fault is None, known
    assert known["drill"].fault == "drill-no-right"
    assert known["drill"].values["command"] == f'ALTER ROLE "{ROLE}" CREATEDB'
    sign_in("admin")
    assert f"ALTER ROLE &#34;{ROLE}&#34; CREATEDB" in client.get("/manage?lang=en").text


def test_manage_doctor_and_metrics_say_that_it_was_tried(app, night, client, sign_in, monkeypatch):
    monkeypatch.setattr(backups, "_same_disk", lambda folder: False)
    night()
    sign_in("admin")

    assert "Last successful trial of restoring one:" in client.get("/manage?lang=en").text
    assert "deskq_restore_drill_works 1" in client.get("/metrics").text
    assert "One was restored as a trial on" in run(app, "doctor", "--language", "en").output
