"""flask redact-journal strikes a text out, and flask verify-journal accepts what it did and nothing else."""

from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import text

from deskq.core.db import journal, journal_check, redaction, row_hash
from deskq.core.db.events import EntryRedacted
from deskq.core.extensions import db
from deskq.core.journal_texts import MARK
from deskq.core.transactions import transaction
from deskq.messages.events import SenderRevealed
from deskq.office.events import OfficeChanged
from deskq.office.models import Office, Service
from deskq.office.service import services

NUMBER = "۰۹۱۲۱۲۳۴۵۶۷"
WHY = f"شمارهٔ او {NUMBER} است"


def record_unchecked(office: int, monkeypatch, *events: object) -> list[int]:
    """As deskq did before there was a check."""
    with monkeypatch.context() as before, transaction(office, "person:3") as tx:
        before.setattr("deskq.core.journal_texts.checked", lambda event: event)
        return [tx.record(event) for event in events]


@pytest.fixture
def leaked(office, issue, monkeypatch) -> int:
    """The row of a reason with a number, between other rows."""
    issue()
    (row,) = record_unchecked(office, monkeypatch, SenderRevealed(1, WHY))
    issue()
    return row


@pytest.fixture
def redact(app):
    def run(*words: object, typed: str = "y\n"):
        db.session.remove()
        answer = app.test_cli_runner().invoke(args=["redact-journal", *map(str, words)], input=typed)
        db.session.remove()
        return answer

    return run


def first_line(answer: tuple[int, str]) -> tuple[int, str]:
    code, said = answer
    return code, said.splitlines()[0]


def bytes_of() -> bytes:
    path = Path(db.engine.url.database)
    return b"".join(file.read_bytes() for file in (path, Path(f"{path}-wal")) if file.exists())


def test_the_text_goes_from_the_row_and_from_the_files_and_the_journal_is_intact(leaked, redact, verify, entries):
    before = {entry.sequence: entry for entry in entries()}
    assert NUMBER.encode() in bytes_of()

    answer = redact(leaked, "why")

    assert answer.exit_code == 0, answer.output
    assert "Backups made before still contain the text" in answer.output
    after = {entry.sequence: entry for entry in entries()}
    assert after[leaked].facts == {"message": 1, "struck": {"why": after[leaked].facts["struck"]["why"]}, "why": MARK}
    assert after[leaked].hash == before[leaked].hash
    assert NUMBER.encode() not in bytes_of()
    assert verify() == (
        0,
        f"Office 1: the journal is intact, {len(after)} rows; rows with a text struck out: 1.\n"
        f"Office 1: row {leaked} (message.sender_revealed): a text of why was struck out by console, "
        f"2026-11-24 06:30 UTC (row {len(after)}).\n",
    )


def test_a_redaction_entry_says_which_hash_the_row_had_and_who_struck_it_out(leaked, redact, entries):
    before = entries()[leaked - 1].hash

    redact(leaked, "why", "--why", "شماره در دلیل")

    entry = entries()[-1]
    assert (entry.kind, entry.by) == ("journal.redacted", "console")
    assert entry.event == EntryRedacted(leaked, "why", before, before, "شماره در دلیل")


def test_the_journal_stays_append_only_afterwards(leaked, redact, issue):
    redact(leaked, "why")

    with pytest.raises(Exception, match="append-only"):
        db.session().execute(text("UPDATE journal SET body = '{}' WHERE sequence = 1"))
    db.session().rollback()
    assert issue().id


def test_a_text_that_stands_in_several_rows_and_tables_goes_from_all(office, redact, monkeypatch, entries, verify):
    service = db.session().query(Service).filter_by(office_id=office).first().id
    with monkeypatch.context() as before:
        before.setattr("deskq.core.journal_texts.checked", lambda event: event)
        row = db.session().get_one(Service, service)
        fields = {name: getattr(row, name) for name in ("name_fa", "name_en", "group_id", "position", "series", "icon")}
        services.save_service(office, "person:1", service, {**fields, "where_fa": WHY}, [])
        services.save_service(office, "person:1", service, {**fields, "where_fa": WHY, "bring_fa": WHY}, [])
    first = next(entry.sequence for entry in entries() if WHY in entry.body)

    answer = redact(first, "changes.where_fa")

    assert answer.exit_code == 0, answer.output
    assert "Table service: where_fa of" in answer.output
    assert [entry.sequence for entry in entries() if WHY in entry.body] == []
    db.session.remove()
    assert db.session().get_one(Service, service).where_fa == MARK
    assert verify()[0] == 0


def test_a_text_that_must_be_unique_is_left_where_it_names_a_row(office):
    """Struck out twice, two rows would have the same name."""
    slug = "an-office-with-a-long-address"
    db.session.get_one(Office, office).slug = slug
    db.session.get_one(Office, office).name_en = slug
    db.session.commit()

    found = redaction.columns_with(db.session(), {slug})

    assert [(column.table.name, column.name) for column, _ in found] == [("office", "name_en")]


def test_a_second_run_says_that_it_is_done_and_writes_nothing(leaked, redact, entries):
    redact(leaked, "why")
    before = len(entries())

    answer = redact(leaked, "why")

    assert (answer.exit_code, "struck out already" in answer.output) == (0, True)
    assert len(entries()) == before


def test_a_no_to_the_question_changes_nothing(leaked, redact, entries):
    assert redact(leaked, "why", typed="n\n").exit_code == 1
    assert entries()[leaked - 1].facts["why"] == WHY


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((10**6, "why"), "does not exist"), ((1, "code"), "no such text"), (("{leaked}", "message"), "It has: why."),
        (("{leaked}", "why", "--why", "0912 123 4567"), "phone number"),
        (("{leaked}", "why", "--office", 7), "These are the offices: main"), ((0, "why"), "is not in the range"),
    ],
)  # fmt: skip
def test_what_cannot_be_struck_out_is_a_sentence(leaked, redact, entries, words, said):
    before = [entry.hash for entry in entries()]

    answer = redact(*(str(word).format(leaked=leaked) for word in words))

    assert answer.exit_code != 0
    assert said in answer.output
    assert "Traceback" not in answer.output
    assert [entry.hash for entry in entries()] == before


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("\"by\" = 'person:9'", 1), ("body = replace(body, '███', 'another reason')", "leaked"),
        ("\"by\" = 'person:9'", "leaked"), ("at = at + 1", "leaked"),
        ("body = replace(body, 'message', 'massage')", "leaked"), ("body = :before", "leaked"),
    ],
)  # fmt: skip
def test_a_redacted_row_that_is_altered_again_and_one_altered_beside_it_are_named(
    leaked, redact, alter, verify, entries, change, row
):
    before = {"before": entries()[leaked - 1].body} if ":before" in change else {}
    row = leaked if row == "leaked" else row
    redact(leaked, "why")

    alter(f"UPDATE journal SET {change} WHERE sequence = :row", row=row, **before)

    assert first_line(verify()) == (1, f"Office 1: row {row} is changed.")


def test_a_row_altered_by_hand_cannot_be_redacted(leaked, redact, alter, verify):
    alter("UPDATE journal SET \"by\" = 'person:9' WHERE sequence = :row", row=leaked)

    answer = redact(leaked, "why")

    assert answer.exit_code == 1
    assert "changed without a redaction" in answer.output
    assert first_line(verify()) == (1, f"Office 1: row {leaked} is changed.")


@pytest.mark.parametrize(
    ("digest", "said"),
    [(row_hash.old_digest, "row {row} is a redaction of another text."), (row_hash.stored_digest, "row 1 is changed.")],
)
def test_a_redaction_of_a_hash_that_never_fit_is_named(office, leaked, alter, verify, entries, digest, said):
    alter("UPDATE journal SET \"by\" = 'person:9' WHERE sequence = 1")
    db.session.remove()
    left = digest(journal.START, journal.stored_columns(journal.columns_of(entries()[0])))
    with transaction(office, "console") as tx:
        row = tx.record(EntryRedacted(1, "why", "0" * 64, left, "x"))

    assert first_line(verify()) == (1, f"Office 1: {said.format(row=row)}")


@pytest.mark.parametrize("beyond", [1, 5])
def test_a_redaction_of_a_row_that_is_not_there_yet_is_named(office, leaked, verify, entries, beyond):
    row = len(entries()) + 1
    with transaction(office, "console") as tx:
        tx.record(EntryRedacted(row + beyond, "why", "0" * 64, "0" * 64, "x"))

    assert first_line(verify()) == (1, f"Office 1: row {row} is a redaction of another text.")


def test_two_texts_of_one_row_are_struck_out_one_after_the_other(office, monkeypatch, redact, verify, entries):
    changes = {"where_fa": ["", WHY], "bring_fa": ["", f"{WHY}!"]}
    (row,) = record_unchecked(office, monkeypatch, OfficeChanged("service", 1, changes))

    redact(row, "changes.where_fa")
    redact(row, "changes.bring_fa")

    assert entries()[row - 1].facts["changes"] == {"where_fa": ["", MARK], "bring_fa": ["", MARK]}
    assert first_line(verify())[1].endswith("rows with a text struck out: 1.")


@pytest.mark.postgres
def test_postgresql_strikes_out_as_well_and_stays_append_only(postgres_office, monkeypatch):
    (row,) = record_unchecked(postgres_office, monkeypatch, SenderRevealed(1, WHY))

    answer = current_app.test_cli_runner().invoke(args=["redact-journal", str(row), "why", "--yes"])

    assert answer.exit_code == 0, answer.output
    assert "write-ahead logs" in answer.output
    assert db.session().get_one(journal.Entry, (postgres_office, row)).facts["why"] == MARK
    assert journal_check.first_broken(db.session(), postgres_office) is None
    with pytest.raises(Exception, match="append-only"):
        db.session().execute(text("DELETE FROM journal"))
    db.session().rollback()
