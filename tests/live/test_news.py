"""A lobby that is drawn for news of its own process is drawn from memory, without a statement."""

from contextlib import suppress

import pytest

from deskq.core.db.journal import Entry
from deskq.core.text.persian import persian_digits
from deskq.core.transactions import transaction
from deskq.live import news
from deskq.queue.service import calls, counters
from tests.tools.statements import statements


@pytest.fixture
def called(lobby, at, issue, follow):
    """A ticket that was just called; the lobby does not show it yet."""
    counters.open_counter(at(2))
    ticket, _ = issue()
    follow()
    lobby.heard()
    calls.call_next(at(2), ticket.id)
    return ticket


@pytest.fixture
def drawn_with(app, monkeypatch):
    """The statements with which the most urgent screens are drawn."""
    found: list[str] = []
    broadcaster = app.extensions["deskq_follower"].broadcaster
    send = broadcaster.send

    def noted(*given):
        with statements() as sent:
            failed = send(*given)
        found.extend(text for text, _ in sent)
        return failed

    monkeypatch.setattr(broadcaster, "send", noted)
    return found


@pytest.mark.parametrize("is_changed", [False, True], ids=["call", "call and a change that was rolled back"])
def test_a_call_is_shown_without_a_statement(lobby, called, drawn_with, follow, app, office, is_changed):
    if is_changed:
        with suppress(ZeroDivisionError), transaction(office, "test") as tx:
            tx.config_changed()
            raise ZeroDivisionError

    follow()

    state = lobby.state()
    assert persian_digits(called.code) in str(state["html"])
    assert state["version"] == app.extensions["deskq_follower"]._seen[office]
    assert drawn_with == []


def test_the_news_of_one_office_say_nothing_of_another():
    with news.being_sent(1, Entry(sequence=7, hash="x")):
        assert news.position(1) == (7, "x")
        assert news.position(2) is None
    assert news.position(1) is None
