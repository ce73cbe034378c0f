"""Applications whose state, promise or stages SQL changed are named, for either database, block by block."""

from datetime import timedelta

import pytest

from deskq.applications import journal_comparison
from deskq.applications.service import endings, stages
from deskq.core.extensions import db
from tests.applications.conftest import BOTH
from tests.journal_proof.by_sql import by_sql


def found(office: int) -> list[str]:
    db.session.remove()
    return [f"{one.what} is {one.how}" for one in journal_comparison.differences(db.session(), office)]


@pytest.fixture
def three(opened, action) -> list[int]:
    """One as it was opened, one with a stage done, one with a later promise."""
    made = [opened() for _ in range(3)]
    stages.complete(action("planner", made[1]), "inspection")
    endings.extend(action("planner", made[2]), made[2].due_at + timedelta(days=9), "پرونده بزرگ است")
    ids = [one.id for one in made]
    db.session.remove()
    return ids


@BOTH
def test_what_happened_is_what_the_journal_tells(office, three):
    assert found(office) == []


@BOTH
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE application SET state = 'refused' WHERE id = :id", "state is 'refused', and the journal tells 'open'"),
        ("UPDATE application SET due_at = due_at + 60000000 WHERE id = :id", "due is"),
        ("UPDATE application SET objected = true WHERE id = :id", "objected is True, and"),
        ("UPDATE application_stage SET state = 'done' WHERE application_id = :id", "stages is"),
        (
            "UPDATE application_document SET received_at = NULL WHERE application_id = :id AND received_at IS NOT NULL",
            "missing documents is",
        ),
    ],
)
def test_an_application_that_was_changed_is_named(office, three, statement, said):
    for row in three:
        before = found(office)
        by_sql(statement, id=row)

        (told,) = set(found(office)) - set(before)
        assert told.startswith(f"application {row} ")
        assert said in told


def test_block_by_block_a_removed_one_and_one_that_nobody_opened_are_named(office, three, monkeypatch):
    monkeypatch.setattr(journal_comparison, "BLOCK", 1)
    assert found(office) == []

    by_sql("UPDATE application SET id = id + 1000 WHERE id = :id", id=three[1])

    told = found(office)
    assert f"application {three[1]} is missing" in told
    assert [one for one in told if one.startswith(f"application {three[1] + 1000} ") and "not in the journal" in one]
    assert not [one for one in told if one.startswith((f"application {three[0]} ", f"application {three[2]} "))]
