"""After the commit, and only then, listeners hear of it; what fails in one of them is only logged."""

import logging
import sqlite3

import pytest

from deskq import transactions
from deskq.extensions import db
from deskq.transactions import on, transaction


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
    monkeypatch.setattr(transactions, "_wake", [heard.append])
    return heard


def test_a_listener_hears_after_the_commit(office, happened, stored):
    heard = []
    on(happened)(lambda event: heard.append((event.what, stored())))

    with transaction(office, "test") as tell:
        tell(happened("something"))
        assert heard == []

    assert heard == [("something", 1)]


def test_nobody_hears_of_what_was_rolled_back(office, happened, woken, stored):
    heard = []
    on(happened)(heard.append)

    def tell_and_fail() -> None:
        with transaction(office, "test") as tell:
            tell(happened("never"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        tell_and_fail()

    assert (heard, woken, stored()) == ([], [], 0)


def test_a_failing_listener_is_logged_and_the_others_still_hear(office, happened, stored, caplog):
    heard = []

    @on(happened)
    def fail(event) -> None:
        raise ValueError("the printer is out of paper")

    on(happened)(heard.append)

    with caplog.at_level(logging.ERROR), transaction(office, "test") as tell:
        tell(happened("something"))

    assert stored() == 1
    assert [event.what for event in heard] == ["something"]
    assert "a listener failed on test.happened" in caplog.text
    assert "out of paper" in caplog.text


def test_a_listener_may_press_a_button_itself(office, happened, entries):
    other = type("Other", (happened,), {})

    @on(happened)
    def answer(event) -> None:
        with transaction(office, "listener") as tell:
            tell(other("an answer"))

    with transaction(office, "test") as tell:
        tell(happened("a question"))

    assert [(entry.by, entry.facts["what"]) for entry in entries()[-2:]] == [
        ("test", "a question"),
        ("listener", "an answer"),
    ]


def test_screens_are_woken_once_for_each_transaction_that_told_something(office, happened, woken):
    with transaction(office, "test") as tell:
        tell(happened("one"))
        tell(happened("two"))
    with transaction(office, "test"):
        pass

    assert woken == [office]


def test_events_are_heard_in_the_order_in_which_they_were_told(office, happened):
    heard = []
    on(happened)(lambda event: heard.append(event.what))

    with transaction(office, "test") as tell:
        for what in ("one", "two", "three"):
            tell(happened(what))

    assert heard == ["one", "two", "three"]
