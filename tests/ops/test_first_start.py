"""What ``python run.py`` does with an empty checkout and with databases of other versions."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from subprocess import PIPE

import pytest

from config import ROOT
from deskq import create_app
from deskq.core.extensions import db
from deskq.ops import schema
from deskq.ops.schema import Schema
from tests.conftest import settings
from tests.load.bench_server import free_port


@pytest.fixture
def database_url(own_database_url) -> str:
    return own_database_url


@pytest.fixture
def prepare(tmp_path):
    """``schema.prepare`` on the SQLite file of this test."""
    app = create_app(settings(f"sqlite:///{tmp_path / 'deskq.sqlite'}"))
    yield lambda: schema.prepare(app)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def execute(tmp_path):
    def run(statement: str) -> None:
        with closing(sqlite3.connect(tmp_path / "deskq.sqlite")) as connection:
            connection.execute(statement)
            connection.commit()

    return run


def test_run_migrates_an_empty_checkout_and_serves(tmp_path):
    own = {"DESKQ_INSTANCE": str(tmp_path), "DESKQ_PORT": str(free_port()), "DESKQ_VOICE_ENGINE": "none"}
    environment = {**os.environ, **own}
    environment.pop("DESKQ_DATABASE_URL", None)
    how = {"cwd": ROOT, "env": environment, "stdout": PIPE, "stderr": subprocess.STDOUT, "text": True}

    lines = []
    with subprocess.Popen((sys.executable, "run.py"), **how) as server:
        for line in server.stdout:
            lines.append(line)
            if "set-up code:" in line:
                server.terminate()

    assert "Migrating the database ..." in lines[0]
    assert any("deskq is running" in line for line in lines)
    assert any("deskq is not set up yet" in line for line in lines)
    assert not any("Traceback" in line for line in lines)


def test_run_without_the_libraries_names_the_one_command():
    done = subprocess.run((sys.executable, "-S", "run.py"), cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("The library gevent is missing. Run `make run`")
    assert "Traceback" not in done.stderr


def test_a_current_database_is_not_migrated(seeded_file, tmp_path, prepare, capsys):
    shutil.copy(seeded_file, tmp_path / "deskq.sqlite")

    prepare()

    assert capsys.readouterr().out == ""


def test_an_older_database_is_recognised(seeded_file, execute, app):
    known, newest = schema.revisions()
    older = sorted(known - {newest})[-1]
    execute(f"UPDATE alembic_version SET version_num = '{older}'")

    assert schema.state() is Schema.OLDER


def test_a_newer_database_is_refused_with_a_sentence(seeded_file, tmp_path, execute, prepare):
    shutil.copy(seeded_file, tmp_path / "deskq.sqlite")
    execute("UPDATE alembic_version SET version_num = 'of tomorrow'")

    with pytest.raises(SystemExit, match="newer than this version of deskq"):
        prepare()


def test_the_database_of_another_program_is_refused_with_a_sentence(execute, prepare):
    execute("CREATE TABLE tunes (id INTEGER)")

    with pytest.raises(SystemExit, match="tables of another program"):
        prepare()


def test_an_unreachable_database_server_is_reported_in_a_sentence():
    app = create_app(settings("postgresql+psycopg://nobody@127.0.0.1:1/deskq"))

    with pytest.raises(SystemExit, match="The database cannot be opened"):
        schema.prepare(app)


def test_an_empty_postgresql_database_is_not_migrated_automatically(prepare, monkeypatch):
    monkeypatch.setattr("sqlalchemy.engine.default.DefaultDialect.name", "postgresql")
    monkeypatch.setattr("sqlalchemy.dialects.sqlite.base.SQLiteDialect.name", "postgresql")
    monkeypatch.setattr(schema, "state", lambda: Schema.EMPTY)

    with pytest.raises(SystemExit, match="Run `flask --app deskq db upgrade`"):
        prepare()


def test_a_migration_that_fails_is_explained_by_its_error(execute, prepare):
    """SQLAlchemy writes two lines below it: the statement, and an address in the Internet."""
    execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
    execute("CREATE TABLE office (id INTEGER)")

    with pytest.raises(SystemExit, match=r"could not be migrated: .*OperationalError.* table office already exists"):
        prepare()
