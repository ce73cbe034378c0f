"""Made-up events on the sockets of every kind of screen: an answer of known form, no trace, none slow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskq.core.extensions import socketio
from deskq.live import handlers
from tests.live.conftest import Socket
from tests.live.hostile_watches import ASKED, JSON
from tests.security.fuzz.made_up import made_up, pieces
from tests.security.fuzz.tally import Stopwatch
from tests.security.hostile_office import APPOINTMENT

SCREENS = ("nobody", "kiosk", "lobby", "tablet", "hall", "clerk", "supervisor", "operator", "admin")
#: What is not answered by a state.
REFUSED = {"ok": False, "type": "forbidden"}
EVENTS = ("watch",) * 8 + ("connect", "disconnect")
#: What a page may say when it connects: the frame filter passes objects only, and the test client can send no other.
AUTH = st.dictionaries(st.text(max_size=20), JSON, max_size=3)


@pytest.fixture
def unhurried(monkeypatch):
    """A client is not refused for asking too often."""
    monkeypatch.setattr(handlers, "BURST", 1_000_000)


def watches(secrets: list[str]) -> st.SearchStrategy[list[object]]:
    """The arguments of a ``watch``: of screens that are there, of others, and of another number."""
    there = st.fixed_dictionaries(
        {"screen": st.sampled_from(("lobby", "kiosk", "tablet", "counter", "ticket", "panel", "inbox", "hall"))},
        optional={
            "lang": st.sampled_from(("fa", "en", "de")),
            "token": st.sampled_from(secrets) | JSON,
            "counter": st.integers(0, 7) | JSON,
            "parts": st.booleans(),
            "since": st.integers(-5, 500) | JSON,
            "page": JSON,
            "battery": st.integers(0, 100) | JSON,
        },
    )
    return st.one_of(there.map(lambda one: [one]), ASKED.map(lambda one: [one]), st.lists(JSON, max_size=3))


@pytest.mark.parametrize("piece", pieces("sockets", 60))
def test_every_event_is_answered_whatever_it_carries(app, caller, town, tally, unhurried, piece):
    sockets = {name: Socket(app, caller(name)) for name in SCREENS}
    browsers = {name: caller(name) for name in SCREENS}
    secrets = [*town.hall.secrets.values(), APPOINTMENT, "invented"]

    @made_up(piece.number, same=not piece.long)
    @given(st.sampled_from(SCREENS), st.sampled_from(EVENTS), watches(secrets), AUTH)
    def send(name: str, event: str, given: list[object], auth: object) -> None:
        with Stopwatch() as spent:
            if event == "watch":
                answer = sockets[name].emit("watch", *given)
            else:
                sockets[name].leave()
                sockets[name] = Socket(app, browsers[name], auth if event == "connect" else None)
                answer = sockets[name].emit("watch", {"screen": name})
        known = answer == REFUSED or (answer["ok"] is True and answer["version"] >= 0)
        wrong = None if known and sockets[name].connected else f"{event} is answered with {answer!r}"
        tally.add(f"{name} {event} {given!r} {auth!r}", 200, spent, wrong)
        for _, said in sockets[name].heard():
            assert "Traceback" not in str(said)

    send()
    for one in sockets.values():
        one.leave()
    print(tally)

    assert tally.faults == {}
    assert tally.requests >= piece.number


def test_these_are_all_events_that_are_listened_to(app):
    assert set(socketio.server.handlers["/"]) == {"disconnect", "watch"}
