"""What cannot be moved is said in a sentence that names the row, or the database, and what to do."""

import sqlite3

import psycopg
import pytest

from deskq import create_app
from deskq.core.extensions import db
from deskq.ops import postgres_lock, schema, serving_lock
from tests.conftest import settings
from tests.database_move.conftest import change, execute, refused, run
from tests.load import postgres
from tests.tools.shared_app import close


def is_empty(url: str) -> bool:
    return execute(url, "SELECT count(*) FROM office") == [(0,)]


#: {what is wrong: (what is updated, what is said of the table)}
BAD = {
    "NUL": ("unit SET name_fa = 'a' || char(0) || 'b' WHERE id = 2",
            "unit, row id = 2, column name_fa: it contains the character NUL"),
    "too long": ("person SET role = printf('%.500c', 'x') WHERE id = 2",
                 "person, row id = 2, column role: its value does not fit VARCHAR("),
    "no text": ("unit SET name_fa = CAST(x'ff61' AS TEXT) WHERE id = 3",
                "unit, row id = 3, column name_fa: it is not text in UTF-8"),
    "no number": ("counter SET number = 'seven' WHERE id = 3",
                  "counter, row id = 3, column number: its value does not fit INTEGER"),
    "too large": ("counter SET number = 99999999999 WHERE id = 3",
                  "counter, row id = 3, column number: its value does not fit INTEGER"),
    "no parent": ("counter SET office_id = 77 WHERE id = 1",
                  "counter, row 1: it refers to a row of office that is missing"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_a_row_that_postgresql_would_not_take_is_named(app, file, new_url, bad):
    statement, said = BAD[bad]
    with change(file) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE {statement}")

    answer = run(app, new_url)

    refused(answer, f"Table {said}", "Correct")
    assert "seven" not in answer.output
    assert is_empty(new_url)


def test_it_goes_on_when_the_row_is_mended(app, full, new_url):
    """A date that is none is found by PostgreSQL itself."""
    with change(full) as connection:
        connection.execute("UPDATE leave SET last_day = '2026-99-99'")
    refused(run(app, new_url), "Table leave, row id = 1, column last_day: ", "Correct the value")
    with change(full) as connection:
        connection.execute("UPDATE leave SET last_day = '2026-12-31'")

    answer = run(app, new_url)

    assert answer.exit_code == 0, answer.output
    assert execute(new_url, "SELECT last_day::text FROM leave") == [("2026-12-31",)]


def test_a_database_with_rows_is_not_touched(app, file, seeded_postgres):
    with postgres.database(copy_of=seeded_postgres) as url:
        before = execute(url, "SELECT count(*) FROM journal")

        refused(run(app, url), "The new database is not empty: table ", "Nothing was moved.")

        assert execute(url, "SELECT count(*) FROM journal") == before


def test_tables_of_another_program_are_not_touched(app, file, empty_url):
    execute(empty_url, "CREATE TABLE invoices (id integer)")

    refused(run(app, empty_url), "not empty", "another program (invoices)")

    assert execute(empty_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("invoices",)]


def test_tables_of_another_version_are_refused(app, file, new_url):
    execute(new_url, "UPDATE alembic_version SET version_num = '0017'")

    refused(run(app, new_url), "another version of deskq")


def test_an_older_sqlite_database_must_be_migrated_first(app, file, new_url):
    with change(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0017'")

    refused(run(app, new_url), "it is older than this version of deskq", schema.UPGRADE)


def test_a_database_that_is_not_utf8_is_refused(app, file, migrated_postgres):
    name = "deskq_test_ascii"
    ascii_only = "TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
    with psycopg.connect(f"{postgres.SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} {ascii_only}")
        try:
            refused(run(app, f"{postgres.SERVER}/{name}"), "stores text as SQL_ASCII")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://desk:very-secret@127.0.0.1:1/desk", "cannot be reached"),
        ("postgresql://desk:very-secret@no-such-host.invalid/desk", "cannot be reached"),
        ("postgresql:///desk?host=/nowhere&password=very-secret", "cannot be reached"),
        ("postgresql://desk:very-secret@127.0.0.1:port/desk", "must be written as postgresql://"),
        ("mysql://desk:very-secret@127.0.0.1/desk", "must be written as postgresql://"),
        ("sqlite:////tmp/very-secret.sqlite", "must be written as postgresql://"),
        ("", "must be written as postgresql://"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(app, file, url, said):
    answer = run(app, url)

    refused(answer, said)
    assert "very-secret" not in answer.output


def test_a_running_server_is_not_moved(app, file, database_url, new_url):
    with serving_lock.held(database_url):
        refused(run(app, new_url), "The server is running. Stop it first. Nothing was moved.")

    assert is_empty(new_url)


def test_a_new_database_that_a_server_uses_already_is_not_filled(app, file, new_url):
    with psycopg.connect(new_url.replace("+psycopg", "")) as server:
        server.execute("SELECT pg_advisory_lock_shared(%s)", (postgres_lock.LOCK,))

        refused(run(app, new_url), "A server uses the new database. Stop it first. Nothing was moved.")

    assert is_empty(new_url)


def test_an_office_in_postgresql_has_nothing_to_move(new_url, empty_url):
    there = create_app(settings(new_url))
    with there.app_context():
        refused(run(there, empty_url), "uses PostgreSQL already")
    close(there)


def test_two_moves_at_once_are_one(app, file, new_url):
    with psycopg.connect(new_url.replace("+psycopg", "")) as other:
        other.execute("SELECT pg_advisory_lock(%s)", (0x6465736B715F6D76,))

        refused(run(app, new_url), "Another move into this database is running.")


def test_a_damaged_file_is_said(app, file, new_url):
    db.session.remove()
    db.engine.dispose()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as bytes_of:
        bytes_of.seek((page - 1) * size)
        bytes_of.write(b"\xff" * size)

    refused(run(app, new_url), "damaged")

    assert is_empty(new_url)
