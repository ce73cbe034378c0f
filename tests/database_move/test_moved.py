"""Everything is in the new database, as it was, and the office goes on there."""

import hashlib
from pathlib import Path

from sqlalchemy import create_engine, inspect, select
from sqlalchemy.pool import NullPool

from deskq import create_app
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.messages import fulltext
from deskq.queue.models import Ticket
from deskq.queue.service import issue
from deskq.queue.service.issue import NewTicket
from tests.conftest import settings
from tests.core.database.test_last_migrations import shape
from tests.database_move.conftest import change, execute, run
from tests.tools.shared_app import close

HOSTILE = ("\\N", "\\.", "tab\there", "two\nlines\r\n", "back\\slash \\x00 \\u0000", "'; DROP TABLE ticket; --", '"',
           "‏میز\u200cخدمت‎ 🏛", "{}", "")  # fmt: skip
MEGABYTES = 8


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in db.metadata.sorted_tables
        }


def test_every_row_of_every_table_arrives_as_it_is_and_stays_where_it_was(app, full, database_url, new_url):
    fill_hostile(full)
    before, hashed = rows_of(database_url), hash_of(full)
    assert [name for name, rows in before.items() if not rows] == []

    answer = run(app, new_url)

    assert answer.exit_code == 0, answer.output
    assert rows_of(new_url) == before
    assert hash_of(full) == hashed
    total = sum(map(len, before.values())) + 1  # the words of a message
    assert f"{total} rows in {len(before)} tables" in answer.output.replace("Moved and compared: ", "")
    assert "the journal is intact" in answer.output
    ((highest,),) = execute(new_url, "SELECT max(id) FROM notice")
    ((given,),) = execute(new_url, "SELECT nextval(pg_get_serial_sequence('notice', 'id'))")
    assert given == highest + 1, "ids that were used are not used again"
    moved = create_app(settings(new_url))
    with moved.app_context():
        assert fulltext.find(db.session(), "خیاب", 5, 99999, ["_u7"]) == [12345]
        assert fulltext.find(db.session(), "خیاب", 5, 99999, ["_u8"]) == []
        db.session.remove()
    close(moved)


def fill_hostile(file: Path) -> None:
    """Names that a format of files could misread, pictures of megabytes, words to search for."""
    with change(file) as connection:
        for number, said in enumerate(HOSTILE):
            changed = "UPDATE unit SET name_fa = ? WHERE id = (SELECT id FROM unit LIMIT 1 OFFSET ?)"
            assert connection.execute(changed, (said, number)).rowcount == 1
        blobs = [
            (table.name, column.name) for table in db.metadata.sorted_tables for column in table.columns
            if column.type.python_type is bytes
        ]  # fmt: skip
        assert blobs
        for table, column in blobs:
            connection.execute(f"UPDATE {table} SET {column} = ?", (bytes(range(256)) * 4096 * MEGABYTES,))
        words = {"id": 12345, "words": "چاله خیابان _u7"}
        connection.execute("INSERT INTO message_words (rowid, words) VALUES (:id, :words)", words)


def hash_of(file: Path) -> bytes:
    db.session.remove()
    db.engine.dispose()
    return hashlib.sha256(file.read_bytes()).digest()


def test_the_new_tables_are_those_that_migrations_make(app, file, migrated_postgres, new_url):
    assert run(app, new_url).exit_code == 0

    shapes = []
    for url in (migrated_postgres, new_url):
        made = create_app(settings(url))
        with made.app_context():
            shapes.append(shape())
            indexes = {table: {one["name"] for one in inspect(db.engine).get_indexes(table)} for table in shapes[-1]}
        close(made)
    assert shapes[0] == shapes[1]
    assert "ix_message_words_words" in indexes["message_words"]


def test_the_office_goes_on_in_the_new_database(app, office, file, new_url):
    issue.issue(office, "test", NewTicket("info_desk", "the secret of one ticket in a test"))
    db.session.remove()

    assert run(app, new_url).exit_code == 0

    moved = create_app(settings(new_url))
    with moved.app_context():
        last = journal.position(db.session(), office)[0]
        issue.issue(office, "test", NewTicket("info_desk", "the secret of the next ticket here"))
        db.session.remove()
        assert journal.position(db.session(), office)[0] > last
        assert journal_check.first_broken(db.session(), office) is None
        assert db.session.query(Ticket).count() == 2
        db.session.remove()
    close(moved)
