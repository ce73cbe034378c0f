"""The doctor says what is wrong with database, clock and disk."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import make_url

from deskq.core import clock, disk_space, outages
from deskq.core.db import faults
from deskq.core.extensions import db
from deskq.core.outages import Outage
from deskq.core.shared_outages import OutageSharing
from deskq.core.sizes import MEGABYTE
from deskq.doctor.checks import machine
from deskq.ops import schema
from tests.load import postgres
from tests.ops.backup.conftest import run
from tests.tools.steps import should_be


def file_of(app) -> Path:
    return Path(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database)


def change(app, statement: str) -> None:
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(file_of(app), isolation_level=None)) as database:
        database.execute(statement)


def test_a_database_that_fits_is_well(doctor):
    (found,) = doctor("database")

    assert (found.state, found.advice) == ("ok", "")


def test_a_damaged_file_is_named_with_the_way_back_and_what_needs_none_is_checked(app, doctor, errs):
    db.session.remove()
    db.engine.dispose()
    file_of(app).write_bytes(b"no database" * 1000)

    errs("database", "file is not a database", "flask restore")
    assert [one.text for one in doctor("accounts")] == ["Not checked, because the database cannot be used."]
    assert doctor("disk")[0].state == "ok"


def test_older_tables_are_migrated_by_a_command(app, doctor):
    known, newest = schema.revisions()
    change(app, f"UPDATE alembic_version SET version_num = '{min(known)}'")

    (found,) = doctor("database")

    assert found.state == "error"
    assert "db upgrade" in found.advice
    assert newest not in found.text


def test_newer_tables_need_another_version(app, doctor):
    change(app, "UPDATE alembic_version SET version_num = '9999_of_tomorrow'")

    assert "newer" in doctor("database")[0].text


def test_a_locked_database_cannot_be_saved_into(app, doctor, monkeypatch):
    monkeypatch.setattr("deskq.doctor.checks.database.WRITE_SECONDS", 0.2)
    with closing(sqlite3.connect(file_of(app), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = monotonic()

        (found,) = doctor("database")

    should_be(monotonic() - began, faults.PATIENCE / 2)
    assert found.state == "error"
    assert found.text.startswith("Nothing can be saved")
    assert "locked" in found.text
    assert "Close the program" in found.advice


def test_a_postgresql_that_is_away_is_named(make_app, program):
    program("timedatectl", "yes")
    app = make_app(SQLALCHEMY_DATABASE_URI="postgresql+psycopg://nobody@127.0.0.1:1/nothing")

    text = run(app, "doctor", "--language", "en").stdout

    assert "The database cannot be read" in text
    assert "systemctl status postgresql" in text
    assert "Traceback" not in text


def test_the_clock_of_postgresql_is_compared(make_app, seeded_postgres, monkeypatch):
    with postgres.database(seeded_postgres) as url:
        app = make_app(SQLALCHEMY_DATABASE_URI=url)
        with app.app_context():
            assert machine._seconds_from_postgresql() < machine.MOST_APART
            ahead = clock.real() + timedelta(minutes=3)
            monkeypatch.setattr(clock, "real", lambda: ahead)
            found = [one.values.get("seconds", 0) for one in machine.check_clock()]
            db.session.remove()

    assert any(175 < seconds < 185 for seconds in found)


def test_a_clock_behind_the_journal_is_wrong(doctor, later):
    later(days=-30)

    found = doctor("clock")

    assert found[0].state == "error"
    assert "behind the last entry" in found[0].text
    assert "timedatectl" in found[0].advice


@pytest.mark.parametrize(("said", "state"), [("yes", "ok"), ("no", "warning")])
def test_a_clock_that_no_time_server_sets_is_reported(states, program, said, state):
    program("timedatectl", said)

    assert states("clock") == [state]


@pytest.mark.parametrize(
    ("free", "state", "said"),
    [(5000, "ok", ""), (300, "warning", "photos are refused"), (50, "error", "no ticket can be issued")],
)
def test_a_full_disk_is_named_before_it_is_full(doctor, monkeypatch, free, state, said):
    monkeypatch.setattr(disk_space, "free_bytes", lambda folder: free * MEGABYTE)

    (found,) = doctor("disk")

    assert found.state == state
    assert said in found.text
    assert (found.advice == "") == (state == "ok")


def test_a_fault_that_a_server_reported_is_shown(app, errs):
    jumped = "The clock of this machine has jumped. Please check the date and time."
    outages.report("clock", Outage("clock-jumped", jumped))
    OutageSharing().once()
    outages.forget()

    errs("faults", "has jumped", "ten minutes")
