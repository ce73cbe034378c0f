"""What is as old as it may be is kept; a moment later it is due, and goes."""

from datetime import timedelta

import pytest

from deskq.core import clock, retention_rules
from deskq.core.extensions import db
from deskq.core.retention_rules import old_rows
from deskq.core.transactions import transaction
from deskq.office.given_answers import GivenAnswer

RULE = old_rows("answers", GivenAnswer, GivenAnswer.given_at, timedelta(days=2))


@pytest.fixture
def answers(office):
    """``answers(3)``: so many were given just now."""

    def add(count: int) -> None:
        with transaction(office, "test") as tx:
            for number in range(count):
                row = {"by": "x", "key": f"{number}", "fingerprint": "f", "body": "{}", "given_at": tx.at}
                tx.session.add(GivenAnswer(office_id=office, **row))

    return add


def left() -> int:
    db.session.remove()
    return db.session().query(GivenAnswer).count()


@pytest.mark.parametrize(("more", "due"), [(timedelta(0), 0), (timedelta(microseconds=1), 1)])
def test_the_last_moment(office, answers, more, due):
    answers(1)
    now = clock.now() + timedelta(days=2) + more

    assert RULE.due(db.session(), office, now) == due
    assert RULE.remove(office, now) == due
    assert left() == 1 - due


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_rows_are_removed_in_batches_until_none_is_left(office, answers, monkeypatch, count):
    monkeypatch.setattr(retention_rules, "BATCH", 2)
    answers(count)

    assert RULE.remove(office, clock.now() + timedelta(days=3)) == count
    assert left() == 0


def test_rows_of_another_office_stay(office, answers):
    answers(1)

    assert RULE.due(db.session(), office + 1, clock.now() + timedelta(days=3)) == 0
    assert RULE.due(db.session(), office, clock.now() + timedelta(days=3)) == 1
