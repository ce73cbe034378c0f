"""A move that is stopped in the middle loses nothing, is never served, and goes on when it is run again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask

from deskq import create_app
from deskq.database_move import cli
from deskq.ops import schema
from tests.conftest import settings
from tests.database_move.conftest import change, execute, refused, run
from tests.database_move.test_moved import rows_of
from tests.ops.backup.conftest import run as command
from tests.tools.shared_app import close

END = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


OTHER_ROWS = "Table {} in the new database has other rows than the move has put there"


@pytest.fixture
def at(monkeypatch):
    """Do something when a step of the move has gone so far."""

    def set_up(step: str, done: int, act) -> None:
        @contextmanager
        def bar(label: str, length: int):
            acted = False

            def report(amount: int) -> None:
                nonlocal acted
                if label == step and amount >= done and not acted:
                    acted = True
                    act()

            yield report

        monkeypatch.setattr(cli, "progress", bar)

    return set_up


def stop() -> None:
    raise KeyboardInterrupt


@dataclass
class Half:
    app: Flask
    url: str


@pytest.fixture
def half(app, full, new_url, at, monkeypatch) -> Iterator[Half]:
    """A database in the middle of a move that was stopped, and an application that uses it."""
    at("Copying", 100, stop)
    assert run(app, new_url).exit_code == 1
    monkeypatch.undo()
    made = create_app(settings(new_url, DEMO=True))
    yield Half(made, new_url)
    close(made)


@pytest.mark.parametrize(
    ("step", "done"),
    [
        pytest.param("Copying", 1, marks=pytest.mark.soak),
        ("Copying", 100),
        pytest.param("Indexes", 90, marks=pytest.mark.soak),
        ("Comparing", 50),
    ],
)
def test_it_goes_on_where_it_was_stopped(app, full, database_url, new_url, at, monkeypatch, step, done):
    before = rows_of(database_url)
    at(step, done, stop)
    refused(run(app, new_url), "Stopped. Run the same command again")
    monkeypatch.undo()

    answer = run(app, new_url)

    assert answer.exit_code == 0, answer.output
    assert rows_of(new_url) == before


def test_no_server_starts_on_a_half_filled_database(half):
    with pytest.raises(SystemExit, match="the move into it was not finished"):
        schema.prepare(half.app)


@pytest.mark.parametrize(
    "words",
    [
        ("create-office", "--name", "میز خدمت"), ("create-token", "--role", "kiosk"), ("seed",), ("retention",),
        ("verify-journal",), ("backup", "/nowhere/half.tar"), ("db", "upgrade"), ("db", "downgrade"),
        ("db", "stamp", "head"),
    ],
)  # fmt: skip
def test_no_command_writes_into_a_half_filled_database(half, words):
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    before = execute(half.url, tables)

    answer = command(half.app, *words)

    assert answer.exit_code == 1
    assert "the move into it was not finished. Run `flask --app deskq move-database URL` again" in answer.output
    assert "Traceback" not in answer.output
    assert execute(half.url, tables) == before


def test_commands_that_need_no_whole_database_go_on(half):
    assert "was not finished" in command(half.app, "doctor", "--language", "en").output
    assert "was not finished" not in command(half.app, "backup-key").output


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("ended_session", "(key, ended_at) VALUES ('foreign', 1)"),
        ("known_browser", "(person_id, browser, seen_at) VALUES (1, 'foreign', 1)"),
    ],
)
def test_rows_that_somebody_else_put_into_a_half_filled_database_are_noticed(app, half, table, rows):
    """Of a table that the move has filled, and of one that it has not."""
    execute(half.url, f"INSERT INTO {table} {rows}")

    answer = run(app, half.url)

    refused(answer, OTHER_ROWS.format(table), "Drop the new database, make an empty one, and begin the move anew.")
    assert "Correct the value" not in answer.output


def test_a_row_that_somebody_else_puts_there_meanwhile_is_noticed(app, full, new_url, at):
    with change(full) as connection:
        person, browser, seen = connection.execute("SELECT person_id, browser, seen_at FROM known_browser").fetchone()
    row = f"INSERT INTO known_browser (person_id, browser, seen_at) VALUES ({person}, '{browser}', {seen})"
    at("Copying", 1, lambda: execute(new_url, row))

    refused(run(app, new_url), OTHER_ROWS.format("known_browser"))


def test_a_row_without_its_parent_that_somebody_else_puts_there_is_noticed(app, full, new_url, at):
    """Foreign keys are made again at the end."""
    row = "INSERT INTO known_browser (person_id, browser, seen_at) VALUES (987654, 'foreign', 1)"
    at("Indexes", 1, lambda: execute(new_url, row))

    refused(run(app, new_url), OTHER_ROWS.format("known_browser"))


def test_a_lost_connection_is_said_and_the_next_run_continues(app, full, database_url, new_url, at, monkeypatch):
    at("Copying", 100, lambda: execute(new_url, END))

    refused(run(app, new_url), "The connection to the new database was lost", "Run the same command again")
    monkeypatch.undo()
    assert run(app, new_url).exit_code == 0
    assert rows_of(new_url) == rows_of(database_url)


def test_what_was_changed_between_two_runs_is_moved_too(app, full, database_url, empty_url, at, monkeypatch):
    at("Indexes", 1, stop)
    assert run(app, empty_url).exit_code == 1
    with change(full) as connection:
        connection.execute("UPDATE unit SET name_fa = 'changed between'")
    monkeypatch.undo()

    answer = run(app, empty_url)

    assert answer.exit_code == 0, answer.output
    assert rows_of(empty_url) == rows_of(database_url)


def test_what_is_written_meanwhile_is_noticed(app, full, new_url, at):
    def write() -> None:
        with change(full) as connection:
            connection.execute("UPDATE journal_head SET catalogue = catalogue + 1")

    at("Comparing", 10, write)

    refused(run(app, new_url), "Something was changed in the SQLite database meanwhile")


def test_a_row_that_arrived_otherwise_is_noticed(app, full, new_url, at):
    at("Comparing", 1, lambda: execute(new_url, "UPDATE webhook SET url = url || '!'"))

    refused(run(app, new_url), "The new database differs from the old one: table webhook")


def test_a_journal_that_was_changed_before_is_not_called_intact(app, full, new_url, seeded_file):
    with change(full) as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET body = '{}' WHERE sequence = 2")

    refused(run(app, new_url), "The journal of office 1 is not intact: row 2 is changed")
