"""A database of before migration 0146, whose journal has a row of every kind: it is upgraded, stays provable, and what
was written then cannot be changed. See README.md for the file."""

import gzip
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Boolean, MetaData

import config
from deskq import create_app
from deskq.access.devices.events import DevicePaired
from deskq.core import event_types
from deskq.core.db import journal, journal_check, redaction, redaction_list
from deskq.core.extensions import db
from deskq.core.journal_texts import MARK
from deskq.core.transactions import transaction
from tests.conftest import require, settings
from tests.core.database.test_last_migrations import shape
from tests.golden.conftest import HERE
from tests.journal_proof import forging
from tests.load import postgres
from tests.ops.backup.conftest import run
from tests.tools.shared_app import close

COPY = HERE / "journal.sqlite.gz"
OFFICE, LAST = 1, 251
END = "2865cee4172cdc5cf9422f60a8e85f896aef2c1ab833e4497c053db27a183a76"
#: Rows with texts: struck out; struck out twice; half; whole, without a salt; struck out, without a salt; whole.
STRUCK, TWICE, HALF, BARE, BARE_STRUCK, WHOLE = 241, 242, 243, 244, 245, 246
BEFORE = "0140"
BOTH = pytest.mark.parametrize("old", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
AS = pytest.mark.parametrize("form", forging.FORMS)


@pytest.fixture
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on the old database, which is not upgraded yet."""
    file = tmp_path / "old.sqlite"
    file.write_bytes(gzip.decompress(COPY.read_bytes()))
    if getattr(request, "param", "sqlite") == "sqlite":
        yield from served(f"sqlite:///{file}")
        return
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        for app in served(url):
            upgrade(revision=BEFORE)
            copy(file)
            yield app


def served(url: str) -> Iterator[Flask]:
    app = create_app(settings(url))
    with app.app_context():
        yield app
        db.session.remove()
    close(app)


def copy(file: Path) -> None:
    """The journal, its head and the office."""
    there = MetaData()
    there.reflect(db.engine, only=["journal", "journal_head", "office"])
    with closing(sqlite3.connect(file)) as given, db.engine.begin() as connection:
        given.row_factory = sqlite3.Row
        for table in there.tables.values():
            flags = {column.name for column in table.columns if isinstance(column.type, Boolean)}
            rows = [dict(row) for row in given.execute(f"SELECT * FROM {table.name}")]
            values = [{name: bool(one) if name in flags else one for name, one in row.items()} for row in rows]
            connection.execute(table.insert(), values)


@pytest.fixture
def upgraded(old: Flask) -> Flask:
    upgrade()
    return old


def broken() -> tuple[int, str] | None:
    db.session.remove()
    return journal_check.first_broken(db.session(), OFFICE)


def sealed() -> list[journal.Entry]:
    db.session.remove()
    return [entry for entry in journal.walk(db.session(), OFFICE) if entry.kind == "journal.sealed"]


@BOTH
def test_no_row_is_changed_and_the_journal_is_whole_before_and_after(old):
    before = [(entry.sequence, entry.body, entry.hash) for entry in journal.walk(db.session(), OFFICE)]
    assert (len(before), before[-1][2], broken()) == (LAST, END, None)

    upgrade()

    after = [(entry.sequence, entry.body, entry.hash) for entry in journal.walk(db.session(), OFFICE)]
    assert after[:LAST] == before
    assert [entry.sequence for entry in sealed()] == [LAST + 1]
    assert broken() is None


@BOTH
def test_it_has_a_row_of_every_kind_of_then_and_those_with_a_text_are_sealed_and_no_others(upgraded):
    (entry,) = sealed()

    kinds = {one.kind for one in journal.walk(db.session(), OFFICE)}
    assert len(kinds) > 170
    assert kinds <= set(event_types.known())
    rows = dict(entry.facts["rows"])
    assert {HALF, BARE, WHOLE} <= set(rows)
    assert not {STRUCK, TWICE, BARE_STRUCK} & set(rows), "nothing is left of them that could be struck out"
    kinds = {one.kind for one in journal.walk(db.session(), OFFICE) if one.sequence in rows}
    assert kinds == set(entry.facts["texts"])


def test_many_rows_are_sealed_piece_by_piece(old, monkeypatch):
    migration = ScriptDirectory(str(config.ROOT / "deskq" / "migrations")).get_revision("0146").module
    monkeypatch.setattr(migration, "SIZE", 20)
    with db.engine.begin() as connection:
        migration.seal(connection, OFFICE, (LAST, END, 0))

    pieces = sealed()

    assert [entry.facts["more"] for entry in pieces] == [True] * (len(pieces) - 1) + [False]
    assert len(pieces) == 2
    assert broken() is None
    upgrade()
    with transaction(OFFICE, "console") as tx:
        redaction.strike(tx, redaction.texts_at(tx.session, OFFICE, BARE, "why"), "personal data")
    assert broken() is None


@BOTH
def test_it_is_sealed_once_even_if_the_upgrade_is_taken_back(upgraded):
    made = shape()
    downgrade(revision=BEFORE)

    upgrade()

    assert shape() == made
    assert len(sealed()) == 1
    assert broken() is None


@BOTH
@pytest.mark.parametrize(
    ("row", "field", "left"),
    [
        (BARE, "why", {"message": 2, "why": MARK}),
        (WHOLE, "why", {"message": 4, "why": MARK}),
        (
            HALF, "changes.bring_fa",
            {"what": "service", "row": 1, "changes": {"where_fa": [MARK, MARK], "bring_fa": [MARK, MARK]}},
        ),
    ],
)  # fmt: skip
def test_of_an_old_row_all_texts_are_struck_out_and_the_journal_is_whole(upgraded, row, field, left):
    stored = forging.row(OFFICE, row)["hash"]

    with transaction(OFFICE, "console") as tx:
        redaction.strike(tx, redaction.texts_at(tx.session, OFFICE, row, field), "personal data")

    found = db.session().get_one(journal.Entry, (OFFICE, row))
    assert (found.facts, found.hash) == (left, stored)
    assert broken() is None
    assert [one.row for one in redaction_list.struck_texts(db.session(), OFFICE)][-1] == row


def row_of(row: int | str) -> int:
    """Of its sequence, or of the first of a kind."""
    if isinstance(row, int):
        return row
    return next(entry.sequence for entry in journal.walk(db.session(), OFFICE) if entry.kind == row)


def happens() -> None:
    """The server works, so a row is hashed as today."""
    with transaction(OFFICE, "person:1") as tx:
        tx.record(DevicePaired(1, "kiosk"))
    db.session.remove()


CHANGES = {
    "the person of a call": ("ticket.called", {"by": "person:9"}),
    "a kind": ("ticket.called", {"kind": "ticket.cancelled"}),
    "a kind that has texts": (
        "ticket.called", {"kind": "message.sender_revealed", "body": forging.as_text({"message": 1, "why": MARK})},
    ),
    "the proof of a rating": (
        "rating.given", {"body": forging.as_text({"ticket": 1, "proof": hashlib.sha256(b"5").hexdigest()})},
    ),
    "who looked": (WHOLE, {"by": "person:9", "body": forging.as_text({"message": 4, "why": MARK})}),
    "at whom": (WHOLE, {"body": forging.as_text({"message": 9, "why": MARK})}),
    "the text": (WHOLE, {"body": forging.as_text({"message": 4, "why": "no reason"})}),
    "a text without a salt": (BARE, {"body": forging.as_text({"message": 2, "why": "no reason"})}),
    "who looked, of a row that lost its text": (BARE_STRUCK, {"by": "person:9"}),
    "the other text of a row that lost one": (
        HALF,
        {"body": forging.as_text(
            {"what": "service", "row": 1, "changes": {"where_fa": ["", MARK], "bring_fa": ["a text", "others"]}})},
    ),
}  # fmt: skip


@AS
@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("is_used", [False, True])
def test_an_old_row_cannot_be_changed_by_a_forged_redaction(upgraded, what, form, is_used):
    if is_used:
        happens()
    row, columns = CHANGES[what]

    forging.forge(OFFICE, row_of(row), form, field="changes.bring_fa" if row == HALF else "why", **columns)

    assert broken() is not None


@AS
@pytest.mark.parametrize("is_used", [False, True])
@pytest.mark.parametrize("what", ["a kind that has texts", "who looked"])
def test_a_forged_seal_proves_nothing(upgraded, what, form, is_used):
    if is_used:
        happens()
    row, columns = CHANGES[what]
    sequence = row_of(row)
    altered = {**forging.row(OFFICE, sequence), **columns}
    body = {**json.loads(altered["body"]), "why": None}
    digest = forging.facts_hash(altered, forging.as_text(body))
    texts = {"message.sender_revealed": ["why"]}
    forging.append(OFFICE, "journal.sealed", {"more": False, "rows": [[sequence, digest]], "texts": texts}, form)

    forging.forge(OFFICE, sequence, form, **columns)

    assert broken() is not None


@pytest.mark.parametrize("what", ["the person of a call", "a kind", "the proof of a rating", "the text"])
def test_what_was_forged_before_the_upgrade_is_found_too_unless_only_texts_seem_gone(old, what):
    row, columns = CHANGES[what]
    forging.forge(OFFICE, row_of(row), "old", **columns)

    assert broken() is not None
    upgrade()

    assert broken() is not None


def test_the_command_lists_what_was_struck_out_of_old_rows(upgraded):
    said = run(upgraded, "verify-journal").output

    assert said.count("was struck out by console") == 5
    assert f"row {STRUCK} (message.sender_revealed): a text of why was struck out by console" in said


def test_rows_that_an_older_deskq_writes_after_the_upgrade_are_whole_and_keep_their_texts(upgraded):
    happens()
    row = forging.append(OFFICE, "message.sender_revealed", {"message": 1, "why": "to call back"}, "old")

    assert broken() is None
    with pytest.raises(redaction.NotRedacted, match="never sealed"), transaction(OFFICE, "console") as tx:
        redaction.strike(tx, {"to call back"}, "personal data")
    assert forging.row(OFFICE, row)["body"].count("to call back") == 1
