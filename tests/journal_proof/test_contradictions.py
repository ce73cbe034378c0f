"""A journal that was rewritten or cut, with all its hashes right, contradicts its anchors."""

import pytest

from deskq.core import outages, secrets
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.journal_proof import store, words
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.conftest import KEY
from tests.journal_proof.forging import last
from tests.journal_proof.rewriting import cut, remove, rewrite
from tests.ops.backup.conftest import run


@pytest.fixture
def three_days(day) -> None:
    for _ in range(3):
        day()


def test_a_rewritten_journal_contradicts_its_anchor(app, office, three_days):
    rewrite(office, last(office) - 1, code="Z999")
    assert journal_check.first_broken(db.session(), office) is None
    assert run(app, "verify-journal").exit_code == 0

    answer = run(app, "verify-journal", "--anchors")

    assert answer.exit_code == 1
    row = last(office) - 1
    assert f"was rewritten in rows {row} to {row}: the last of them is not what was anchored" in answer.output


def test_a_row_between_two_anchors_is_said_to_lie_between_them(app, office, day):
    """Rows after the changed one have new hashes too: an anchor tells where it no longer fits, not which row it was."""
    day()
    fits = last(office)
    for number in range(4):
        issue(office, "test", NewTicket("info_desk", secrets.for_request(KEY, f"visitor {number}")))
    day()
    rewrite(office, fits + 2, code="Z999")

    answer = run(app, "verify-journal", "--anchors")

    assert answer.exit_code == 1
    assert f"was rewritten in rows {fits + 1} to {last(office)}: the last of them" in answer.output


def test_a_journal_with_a_missing_row_is_not_said_to_agree(app, office, three_days):
    """The row of no anchor was removed, so every anchored row is what it was."""
    remove(office, 2)

    answer = run(app, "verify-journal", "--anchors")

    assert answer.exit_code == 1
    assert "row 2 is missing" in answer.output
    assert "agrees" not in answer.output
    assert "but see above" in answer.output


def test_a_cut_journal_contradicts_its_anchor_also_when_it_grew_again(app, office, three_days, day):
    cut(office, last(office) - 1)

    answer = run(app, "verify-journal", "--anchors")

    assert answer.exit_code == 1
    assert "is missing" in answer.output
    day()
    assert run(app, "verify-journal", "--anchors").exit_code == 1


def test_an_honest_journal_agrees(app, office, day):
    day()
    day()

    answer = run(app, "verify-journal", "--anchors")

    assert answer.exit_code == 0, answer.output
    assert "agrees with its anchors: 2" in answer.output


def test_a_text_that_was_struck_out_is_no_contradiction(app, office, day):
    """The hash of its row stays in the chain."""
    day()
    row = last(office)
    rows = {entry.sequence: entry.kind for entry in journal.walk(db.session(), office)}
    answer = run(app, "redact-journal", str(row), "--reason", "a name", typed="y\n")
    day()

    assert rows[row]
    assert run(app, "verify-journal", "--anchors").exit_code == 0, answer.output


def test_the_server_reports_a_contradiction_and_anchors_on(office, day):
    day()
    day()
    rewrite(office, last(office), code="Z999")

    assert day()

    assert outages.states()[words.PART] == "journal-rewritten"
    assert len(store.anchors()) == 3
