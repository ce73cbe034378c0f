"""An office restored from an old backup: its journal, encrypted fields, tickets and ratings are unchanged."""

import hashlib
import json
from datetime import datetime

import pytest

import config
from deskq.appointments.holders import hashed_id
from deskq.core.db import field_encryption, journal
from deskq.core.extensions import db
from deskq.messages.models import Message, national_index, phone_index
from deskq.messages.queries import message
from deskq.messages.rules.history import replayed
from deskq.office import queries as office_queries
from deskq.queue import ticket_replay
from deskq.queue.models import Ticket
from deskq.ratings import integrity
from deskq.ratings.models import Rating
from deskq.staff import sign_in_service
from tests.golden import stored
from tests.golden.conftest import COPY, HERE, KNOWN

#: What a ticket keeps that no event tells.
BESIDE = {"id", "office_id", "token_hash", "request_key", "waited", "first_wait"}


@pytest.fixture
def session(app):
    return db.session()


@pytest.fixture
def house(session) -> int:
    (found,) = office_queries.offices(session)
    return found


def test_it_is_the_very_file_that_was_made_then():
    assert hashlib.sha256(COPY.read_bytes()).hexdigest() == KNOWN["sha256"]


def test_restoring_brings_back_the_keys_the_pictures_and_a_whole_journal(restored):
    assert "the journal is intact" in restored.said
    there = config.INSTANCE
    keys = [(there / name).read_text() for name in ("secret_key", "data_key", "blind_key")]
    assert keys == [KNOWN["keys"][name] for name in ("SECRET_KEY", "DATA_KEY", "BLIND_KEY")]
    assert [name for name in KNOWN["members"] if not (there / name).is_file()] == []


def test_the_command_proves_the_journal_and_its_end_is_the_one_of_then(app, session, house):
    answer = app.test_cli_runner().invoke(args=["verify-journal"])

    assert answer.exit_code == 0, answer.output
    entries = list(journal.walk(session, house))
    last = KNOWN["journal"]["sequence"]
    assert entries[last - 1].hash == KNOWN["journal"]["hash"]
    kinds = [entry.kind for entry in entries[:last]]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == KNOWN["journalled"]


def test_every_sealed_field_opens_and_says_what_it_said(session):
    found = stored.opened(session)

    assert {column: found[column] for column in KNOWN["opened"]} == KNOWN["opened"]


def test_every_column_holds_what_it_held(restored):
    names = json.loads((HERE / "names.json").read_text())["columns"]
    found = stored.columns(restored.file, names)

    changed = [
        f"{table}.{name}"
        for table, columns in KNOWN["columns"].items()
        for name, digest in columns.items()
        if found[table][name] != digest
    ]
    assert changed == []


def test_who_is_looked_for_by_a_number_is_found_as_before(app):
    index_of = {"message_sender.phone": phone_index, "message_sender.national_id": national_index}
    for context, text, index in KNOWN["blind"]:
        assert index_of[context](text) == field_encryption.blind(text, context) == index
    national = KNOWN["national"]
    assert hashed_id(national["digits"], app.config["SECRET_KEY"]) == national["id_hash"]


#: Columns that tickets of that time did not have yet.
USUAL = {"let_pass": 0, "group_size": 1}


def test_every_ticket_is_rebuilt_from_the_journal_alone(session, house):
    rebuilt = ticket_replay.tickets(journal.walk(session, house))

    rows = session.query(Ticket).all()
    assert len(rows) == len(rebuilt) > 200
    columns = [name for name in Ticket.__table__.columns.keys() if name not in BESIDE]  # noqa: SIM118
    for row in rows:
        told = {name: rebuilt[row.id].get(name, USUAL.get(name)) for name in columns}
        assert told == {name: as_told(getattr(row, name), told[name]) for name in columns}, row.code


def as_told(value: object, told: object) -> object:
    """A moment in the words of the journal, which may be those of another zone."""
    if isinstance(value, datetime) and isinstance(told, str):
        return told if datetime.fromisoformat(told) == value else value.isoformat()
    return value


def test_every_message_is_rebuilt_from_its_steps(session):
    rows = session.query(Message).all()

    assert len(rows) > 40
    for row in rows:
        told = replayed(message.steps(session, row.id))
        assert (told.state, told.unit_id, told.person_id) == (row.state, row.unit_id, row.person_id), row.code


def test_every_rating_is_proved_by_the_journal(session, house):
    assert integrity.first_mismatch(session, house) is None

    rows = session.query(Rating).all()
    told = {entry.ticket_id: entry for entry in journal.walk(session, house) if entry.kind == "rating.given"}
    assert len(rows) == len(told) > 70
    for row in rows:
        proof = hashlib.sha256(f"{row.ticket_id}:{row.score}:{row.salt}".encode()).hexdigest()
        assert told[row.ticket_id].facts["proof"] == proof


def test_a_password_of_then_still_opens(app):
    assert sign_in_service.sign_in("supervisor", KNOWN["password"]).person.role == "supervisor"
