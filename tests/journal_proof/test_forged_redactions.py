"""An entry that says that a text was struck out explains no other change of an anchored row: SQL alone, and no key."""

import hashlib
import json

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.messages.events import SenderRevealed
from deskq.office.events import OfficeChanged
from deskq.queue.service import calls, counters, serve
from deskq.ratings import service as ratings
from tests.applications.conftest import BOTH
from tests.journal_proof import forging
from tests.journal_proof.by_sql import by_sql
from tests.journal_proof.forging import FORMS
from tests.ops.backup.conftest import run

AS = pytest.mark.parametrize("form", FORMS)
#: What a redaction leaves of an event with a text.
STRUCK = forging.as_text({"message": 1, "why": "███"})


@pytest.fixture
def rated(office, at, day) -> int:
    """The ticket of a visit that was called, served and rated with one star, and anchored."""
    counters.open_counter(at(1))
    day()
    calls.call_next(at(1))
    found = serve.start(at(1)).id
    serve.finish(at(1))
    ratings.rate(office, found, 1, "phone")
    day()
    return found


def of(office: int, kind: str) -> dict[str, object]:
    """The last row of a kind."""
    db.session.remove()
    sequence = max(entry.sequence for entry in journal.walk(db.session(), office) if entry.kind == kind)
    return forging.row(office, sequence)


def refused(app) -> None:
    answer = run(app, "verify-journal", "--anchors")
    assert answer.exit_code == 1, answer.output
    assert "the journal is intact" not in answer.output


@AS
@BOTH
def test_the_person_of_a_call_cannot_be_changed(app, office, rated, form):
    forging.forge(office, of(office, "ticket.called")["sequence"], form, by="person:9")

    refused(app)


@AS
@pytest.mark.parametrize(
    "columns",
    [{"kind": "ticket.cancelled"}, {"kind": "message.sender_revealed", "body": STRUCK}],
    ids=["another kind", "one with a text that was struck out"],
)
def test_the_kind_of_a_row_cannot_be_changed(app, office, rated, form, columns):
    forging.forge(office, of(office, "ticket.finished")["sequence"], form, **columns)

    refused(app)


@AS
def test_a_rating_cannot_be_changed_with_its_proof(app, office, rated, form):
    given = of(office, "rating.given")
    facts, salt = json.loads(str(given["body"])), "0" * 32
    proof = hashlib.sha256(f"{rated}:5:{salt}".encode()).hexdigest()
    by_sql("UPDATE rating SET score = 5, salt = :salt WHERE ticket_id = :ticket", salt=salt, ticket=rated)

    forging.forge(office, given["sequence"], form, field="proof", body=forging.as_text({**facts, "proof": proof}))

    refused(app)


@AS
@pytest.mark.parametrize(
    "columns",
    [
        *({"body": STRUCK, **more} for more in ({"by": "person:9"}, {"at": 1}, {"press": 1}, {"counter_id": 3})),
        {"body": forging.as_text({"message": 1, "why": "no reason"})},
        {"body": forging.as_text({"message": 2, "why": "███"})},
    ],
    ids=["by", "at", "press", "counter", "another text", "a fact beside it"],
)
def test_of_a_row_with_a_text_nothing_but_the_text_can_go(app, office, day, form, columns):
    with transaction(office, "person:3") as tx:
        row = tx.record(SenderRevealed(1, "to call back"))
    day()

    forging.forge(office, row, form, **columns)

    refused(app)


def test_a_redaction_of_one_text_explains_no_change_of_another(app, office, day):
    with transaction(office, "person:3") as tx:
        row = tx.record(OfficeChanged("service", 1, {"where_fa": ["", "first floor"], "bring_fa": ["", "your card"]}))
    day()
    assert run(app, "redact-journal", row, "changes.where_fa", "--yes").exit_code == 0
    assert run(app, "verify-journal", "--anchors").exit_code == 0
    facts = json.loads(str(forging.row(office, row)["body"]))
    facts["changes"]["bring_fa"] = ["", "nothing"]

    forging.change(office, row, body=forging.as_text(facts))

    refused(app)


@AS
def test_an_entry_that_says_what_was_there_before_the_upgrade_proves_nothing_later(app, office, rated, form):
    """``journal.sealed`` is written by the upgrade alone, before any row of the form of today."""
    called = of(office, "ticket.called")
    altered = {**called, "kind": "message.sender_revealed", "body": STRUCK}
    sealed = forging.facts_hash(altered, forging.as_text({"message": 1, "why": None}))
    facts = {"texts": {"message.sender_revealed": ["why"]}, "rows": [[called["sequence"], sealed]]}
    forging.append(office, "journal.sealed", facts, form)

    forging.forge(office, called["sequence"], form, kind=altered["kind"], body=altered["body"])

    refused(app)


@pytest.mark.parametrize("facts", [{}, {"row": "x"}, [], None, {"row": 1}, {"row": {}, "hash": [], "left": 1}])
@pytest.mark.parametrize("kind", ["journal.redacted", "journal.sealed"])
@AS
def test_an_entry_that_deskq_never_writes_is_named(app, office, day, kind, facts, form):
    day()
    row = forging.append(office, kind, facts, form)

    answer = run(app, "verify-journal")

    assert answer.exit_code == 1
    assert f"row {row} is" in answer.output
