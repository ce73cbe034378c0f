"""The last migrations on both databases, with rows in every table: each can be taken back and made again, and a copy of
an earlier version, restored into an empty place, is upgraded and serves. No row is lost or changed on the way."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, MetaData, inspect, make_url, select

import config
from deskq import create_app
from deskq.core.db import journal_check
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue
from tests.conftest import PASSWORD, require, settings
from tests.database_move import every_table
from tests.load import postgres
from tests.ops.backup.conftest import run
from tests.tools.browsers import Client
from tests.tools.more_in_soak import more_in_soak, postgres_in_soak
from tests.tools.shared_app import close

#: How many migrations go back; few with every change.
STEPS = more_in_soak([3, 10])
#: {migration: the tables that it empties, because a job fills them again}
EMPTIED = {"0075": {"day_figures"}, "0144": {"day_figures"}}
#: {migration: {table: (column, words that the version before does not know and that are taken out on the way back)}}
TRIMMED = {"0134": {"service_sheet_version": ("body", ('"handover"', '"validity"'))}}
#: {migration: (table, column, value) of rows that the version before does not know, and that it closes}
CLOSED = {"0085": ("person", "role", "regional")}
POSTGRES_IN_SOAK = postgres_in_soak("postgres")
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request, own_database_url) -> Iterator[str]:
    """A database of this test alone, with the demo office and at least one row in every table."""
    file = make_url(own_database_url).database
    with closing(sqlite3.connect(str(file), isolation_level=None)) as connection:
        every_table.fill(connection, db.metadata)
    if request.param == "sqlite":
        yield own_database_url
        return
    with empty_place("postgres", Path()) as url:
        before = create_app(settings(own_database_url))
        moved = run(before, "move-database", url)
        assert moved.exit_code == 0, moved.output
        close(before)
        yield url


@contextmanager
def empty_place(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database that has nothing in it."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'copy.sqlite'}"
        return
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        yield url


def revisions() -> list[str]:
    """All migrations, the newest first."""
    scripts = ScriptDirectory(str(config.ROOT / "deskq" / "migrations"))
    return [script.revision for script in scripts.walk_revisions()]


def shape() -> dict[str, object]:
    """Columns, keys, indexes and checks of every table."""
    found = inspect(db.engine)
    return {
        table: (
            {(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)},
            found.get_pk_constraint(table)["constrained_columns"],
            {(index["name"], tuple(index["column_names"]), index["unique"]) for index in found.get_indexes(table)},
            {(key["name"], key["referred_table"]) for key in found.get_foreign_keys(table)},
            {check["name"] for check in found.get_check_constraints(table)},
        )
        for table in found.get_table_names()
    }


def rows(engine: Engine) -> Rows:
    """Every row of every table that the database has now."""
    there = MetaData()
    there.reflect(engine, only=lambda name, _: name in db.metadata.tables)
    with engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in there.tables.values()
        }


def same(one: Rows, other: Rows, but: set[str] | None = None) -> list[str]:
    """The tables of both whose rows differ in the columns that both have, without those that are emptied."""
    return [table for table in one.keys() & other.keys() - (but or set()) if not _equal(one[table], other[table])]


def without(found: Rows, revision: str, office: Rows) -> Rows:
    """Without the rows that are closed when this migration is taken back. ``office``: as it was before that."""
    table, column, value = CLOSED.get(revision, ("", "", ""))
    closed = {row["id"] for row in office.get(table, ()) if row[column] == value}
    return {name: [row for row in all_ if name != table or row["id"] not in closed] for name, all_ in found.items()}


def _equal(one: list[dict[str, object]], other: list[dict[str, object]]) -> bool:
    names = sorted(one[0].keys() & other[0].keys()) if one and other else []
    sides = [sorted(repr([row[name] for name in names]) for row in side) for side in (one, other)]
    return sides[0] == sides[1]


def serves(app: Flask) -> None:
    """Pages are shown, somebody signs in, and a visitor takes a ticket."""
    client = Client(app)
    assert [client.get(path).status_code for path in ("/readyz", "/lobby", "/messages/new")] == [200, 200, 200]
    assert client.post("/sign-in", data={"name": "admin", "password": PASSWORD}).status_code == 303
    assert client.get("/manage").status_code == 200


def take(office: int, name: str) -> None:
    issue.issue(office, "test", NewTicket("info_desk", f"a secret of a ticket for tests {name}"))
    db.session.remove()


@pytest.mark.parametrize("last", STEPS)
def test_each_of_the_last_migrations_goes_back_and_forth(app, office, last):
    take(office, "before")
    made, levels = shape(), [rows(db.engine)]

    for taken_back, left in pairwise(revisions()[: last + 1]):
        downgrade(revision=left)
        levels.append(rows(db.engine))
        kept = [without(level, taken_back, levels[-2]) for level in levels[-2:]]
        trimmed = TRIMMED.get(taken_back, {})
        assert same(*kept, set(trimmed)) == []
        for table, (column, words) in trimmed.items():
            before, after = ([str(row[column]) for row in level[table]] for level in levels[-2:])
            assert [any(word in "".join(side) for word in words) for side in (before, after)] == [True, False]
    assert shape() != made

    for revision in reversed(revisions()[:last]):
        upgrade(revision=revision)
        levels.append(rows(db.engine))
        emptied = EMPTIED.get(revision, set())
        assert same(*levels[-2:], emptied) == []
        assert [table for table in emptied if levels[-1][table]] == []
    assert shape() == made
    assert journal_check.first_broken(db.session(), office) is None
    serves(app)
    take(office, "afterwards")
    assert journal_check.first_broken(db.session(), office) is None


@pytest.mark.parametrize("database_url", POSTGRES_IN_SOAK, indirect=True)
def test_offices_are_not_lost_by_going_back_to_a_version_that_knows_one(app, office):
    create_demo_office(PASSWORD, "north")
    db.session.remove()
    downgrade(revision="0085")
    made, before = shape(), rows(db.engine)

    with pytest.raises(SystemExit):
        downgrade()

    assert shape() == made
    assert same(before, rows(db.engine)) == []
    assert len(before["office"]) == 2
    upgrade()
    take(office, "afterwards")


@pytest.mark.parametrize("database_url", POSTGRES_IN_SOAK, indirect=True)
@pytest.mark.parametrize("last", STEPS)
def test_a_copy_of_an_earlier_version_is_upgraded_in_an_empty_place(app, office, request, tmp_path, monkeypatch, last):
    take(office, "before")
    downgrade(revision=revisions()[last])
    earlier = rows(db.engine)
    assert run(app, "backup", tmp_path / "office.tar").exit_code == 0
    emptied = set().union(*(EMPTIED.get(revision, set()) for revision in revisions()[:last]))

    with ExitStack() as places:
        monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance of the trial")
        url = places.enter_context(empty_place(request.node.callspec.params["database_url"], tmp_path))
        trial = create_app(settings(url))
        places.callback(close, trial)
        restored = run(trial, "restore", tmp_path / "office.tar")

        assert restored.exit_code == 0, restored.output
        with trial.app_context():
            assert same(earlier, rows(db.engine), emptied) == []
            serves(trial)
            assert journal_check.first_broken(db.session(), office) is None
            db.session.remove()
    assert same(earlier, rows(db.engine)) == []
