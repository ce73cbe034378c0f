"""verify-journal checks the hash chain, or names the first broken row."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db


@pytest.fixture
def rows(issue, entries) -> int:
    """How many rows the journal has after a few tickets."""
    for _ in range(5):
        issue()
    return len(entries())


def test_an_intact_journal_is_reported_as_intact(rows, verify):
    assert verify() == (0, f"Office 1: the journal is intact, {rows} rows.\n")


def test_each_row_contains_the_hash_of_all_before_it(rows, entries):
    previous = journal.START
    for entry in entries():
        assert entry.hash == journal.digest(previous, journal.columns_of(entry))
        previous = entry.hash


@pytest.mark.parametrize(
    "change",
    [
        "body = replace(body, 'waiting', 'done')", "at = at + 1", "kind = 'ticket.called'", "\"by\" = 'person:9'",
        "ticket_id = ticket_id + 1", "counter_id = 1", "press = press - 1", "hash = replace(hash, 'a', 'b')",
        "body = body || ' '",
    ],
)  # fmt: skip
def test_a_changed_row_is_named(rows, alter, verify, change):
    broken = rows - 2

    alter(f"UPDATE journal SET {change} WHERE sequence = :row", row=broken)

    assert verify() == (1, f"Office 1: row {broken} is changed.\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET body = '{}' WHERE sequence IN (3, 5)", "row 3 is changed"),
        ("DELETE FROM journal WHERE sequence = 1", "row 1 is missing"),
        ("DELETE FROM journal WHERE sequence = 4", "row 4 is missing"),
        ("DELETE FROM journal WHERE sequence > 3", "row 4 is missing"),
        ("DELETE FROM journal", "row 1 is missing"),
    ],
    ids=["two changed", "first", "in between", "last", "all"],
)
def test_the_first_of_several_changed_rows_and_of_missing_ones_is_named(rows, alter, verify, statement, said):
    assert rows > 5

    alter(statement)

    assert verify() == (1, f"Office 1: {said}.\n")


def test_a_row_appended_by_hand_is_noticed(rows, alter, verify, entries):
    last = entries()[-1]
    forged = journal.digest(last.hash, {**journal.columns_of(last), "sequence": rows + 1})

    alter(
        'INSERT INTO journal SELECT office_id, sequence + 1, press, at, kind, "by", ticket_id, counter_id, body, :hash '
        "FROM journal WHERE sequence = :row",
        row=rows,
        hash=forged,
    )

    assert verify() == (1, f"Office 1: row {rows + 1} is not in the head.\n")


def test_two_swapped_rows_are_noticed(rows, alter, verify):
    alter("UPDATE journal SET sequence = CASE sequence WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE sequence IN (3, 4)")
    alter("UPDATE journal SET sequence = -sequence WHERE sequence < 0")

    assert verify() == (1, "Office 1: row 3 is changed.\n")


def test_a_long_journal_is_read_in_batches_and_in_order(rows, office):
    pieces = list(journal.walk(db.session(), office, size=2))

    assert [entry.sequence for entry in pieces] == list(range(1, rows + 1))


def test_a_rewritten_last_row_with_a_matching_hash_is_named(rows, alter, verify, entries):
    before, last = entries()[-2:]
    fitting = journal.digest(before.hash, {**journal.columns_of(last), "by": "person:9"})

    alter("UPDATE journal SET \"by\" = 'person:9', hash = :hash WHERE sequence = :row", row=rows, hash=fitting)

    assert verify() == (1, f"Office 1: row {rows} is not in the head.\n")


def test_nothing_is_sealed_in_an_office_that_begins_today(rows, entries):
    assert "journal.sealed" not in {entry.kind for entry in entries()}
