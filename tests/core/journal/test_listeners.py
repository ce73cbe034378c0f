"""``@after_commit``: subscribers are called after the commit; an error in one of them is only logged."""

import logging
import sqlite3
from contextlib import closing

import pytest

from deskq.core import transactions
from deskq.core.extensions import db
from deskq.core.transactions import after_commit, transaction


@pytest.fixture
def stored(app):
    """How many rows of these tests' events another connection sees."""

    def count() -> int:
        with closing(sqlite3.connect(db.engine.url.database)) as connection:
            return connection.execute("SELECT count(*) FROM journal WHERE kind = 'test.happened'").fetchone()[0]

    return count


@pytest.fixture
def woken(monkeypatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(transactions, "_wakers", [lambda office_id, on_disk, rows: heard.append(office_id)])
    return heard


def test_listeners_are_called_after_the_commit_in_order_and_followers_woken_once_when_all_were(
    office, happened, stored, woken
):
    heard = []
    after_commit(happened)(lambda event: heard.append((event.what, stored(), list(woken))))

    with transaction(office, "test") as tx:
        for what in ("one", "two", "three"):
            tx.record(happened(what))
        assert heard == []

    assert heard == [("one", 3, []), ("two", 3, []), ("three", 3, [])]
    assert woken == [office]


def test_nobody_is_woken_by_a_transaction_without_events(office, woken):
    with transaction(office, "test"):
        pass

    assert woken == []


def test_rolled_back_events_reach_no_listener(office, happened, woken, stored):
    heard = []
    after_commit(happened)(heard.append)

    def tell_and_fail() -> None:
        with transaction(office, "test") as tx:
            tx.record(happened("never"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        tell_and_fail()

    assert (heard, woken, stored()) == ([], [], 0)


def test_a_failing_listener_is_logged_and_the_others_are_called(office, happened, stored, caplog):
    heard = []

    @after_commit(happened)
    def fail(event) -> None:
        raise ValueError("the printer is out of paper")

    after_commit(happened)(heard.append)

    with caplog.at_level(logging.ERROR), transaction(office, "test") as tx:
        tx.record(happened("something"))

    assert stored() == 1
    assert [event.what for event in heard] == ["something"]
    assert "a listener failed on test.happened" in caplog.text
    assert "out of paper" in caplog.text


def test_a_listener_can_run_a_transaction(office, happened, entries):
    other = type("Other", (happened,), {})

    @after_commit(happened)
    def answer(event) -> None:
        with transaction(office, "listener") as tx:
            tx.record(other("an answer"))

    with transaction(office, "test") as tx:
        tx.record(happened("a question"))

    told = [(entry.by, entry.facts["what"]) for entry in entries()[-2:]]
    assert told == [("test", "a question"), ("listener", "an answer")]
