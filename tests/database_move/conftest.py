"""An office in SQLite with rows in every table, and PostgreSQL databases to move it into."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url

import config
from deskq.core.extensions import db
from tests.conftest import require
from tests.database_move import every_table
from tests.load import postgres


@pytest.fixture
def instance(tmp_path, monkeypatch) -> Path:
    """For the process that migrates too."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("DESKQ_INSTANCE", str(folder))
    monkeypatch.setattr(config, "INSTANCE", folder)
    folder.mkdir()
    return folder


@pytest.fixture
def database_url(instance, own_database_url) -> str:
    return own_database_url


@pytest.fixture
def file(database_url) -> Path:
    return Path(make_url(database_url).database)


@pytest.fixture
def full(app, file) -> Path:
    """The file, with rows in every table."""
    with change(file) as connection:
        every_table.fill(connection, db.metadata)
    return file


@contextmanager
def change(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program writes in the SQLite file."""
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def new_url(migrated_postgres) -> Iterator[str]:
    """What an administrator made, with ``flask db upgrade`` done."""
    with postgres.database(copy_of=migrated_postgres) as url:
        yield url


@pytest.fixture
def empty_url() -> Iterator[str]:
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        yield url


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def run(app: Flask, url: str):
    """The command; its answer has ``exit_code`` and ``output``."""
    db.session.remove()
    return app.test_cli_runner().invoke(args=["move-database", url])


def refused(answer, *words: str) -> None:
    """The command ended with a sentence that has these words."""
    assert answer.exit_code == 1, answer.output
    assert isinstance(answer.exception, SystemExit), answer.exception
    assert "Traceback" not in answer.output
    for word in words:
        assert word in answer.output
