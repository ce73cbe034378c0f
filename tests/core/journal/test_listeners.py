"""``@after_commit``: subscribers are called after the commit; an error in one of them is only logged."""

import logging
import sqlite3

import pytest

from deskq.core import transactions
from deskq.core.extensions import db
from deskq.core.transactions import after_commit, transaction


@pytest.fixture
def stored(app):
    """How many rows of these tests' events another connection sees."""

    def count() -> int:
        connection = sqlite3.connect(db.engine.url.database)
        try:
            found: int = connection.execute("SELECT count(*) FROM journal WHERE kind = 'test.happened'").fetchone()[0]
            return found
        finally:
            connection.close()

    return count


@pytest.fixture
def woken(monkeypatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(transactions, "_wakers", [lambda office_id, on_disk, rows: heard.append(office_id)])
    return heard


def test_a_listener_is_called_after_the_commit(office, happened, stored):
    heard = []
    after_commit(happened)(lambda event: heard.append((event.what, stored())))

    with transaction(office, "test") as tx:
        tx.record(happened("something"))
        assert heard == []

    assert heard == [("something", 1)]


def test_followers_are_woken_when_all_listeners_were_called(office, happened, woken):
    heard = []
    after_commit(happened)(lambda event: heard.append(list(woken)))

    with transaction(office, "test") as tx:
        tx.record(happened("something"))

    assert (heard, woken) == ([[]], [office])


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

    assert [(entry.by, entry.facts["what"]) for entry in entries()[-2:]] == [
        ("test", "a question"),
        ("listener", "an answer"),
    ]


def test_screens_are_woken_once_per_transaction_with_events(office, happened, woken):
    with transaction(office, "test") as tx:
        tx.record(happened("one"))
        tx.record(happened("two"))
    with transaction(office, "test"):
        pass

    assert woken == [office]


def test_listeners_receive_events_in_the_order_of_recording(office, happened):
    heard = []
    after_commit(happened)(lambda event: heard.append(event.what))

    with transaction(office, "test") as tx:
        for what in ("one", "two", "three"):
            tx.record(happened(what))

    assert heard == ["one", "two", "three"]
