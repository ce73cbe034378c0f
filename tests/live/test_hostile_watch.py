"""Whatever JSON a client sends as ``watch``, the one event it can send: an answer of known form, and nothing breaks."""

import logging

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deskq.core.extensions import socketio
from deskq.live import handlers

#: Every field that any screen reads, and one that none does.
FIELDS = ("screen", "lang", "counter", "token", "parts", "since", "page", "battery", "epoch", "other")
SCREENS = ("lobby", "kiosk", "tablet", "counter", "ticket", "panel", "inbox", "hall")
LANGUAGES = ("fa", "en")
NUMBERS = st.sampled_from([0, 1, 5, -1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.5, -1e308, True])
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["\x00", "\ud800", "<script>", "' OR 1=1 --", "{{7*7}}", "۱۲۳", "x" * 9000]
)
PLAIN = st.none() | st.booleans() | NUMBERS | TEXTS | st.sampled_from([*SCREENS, *LANGUAGES])
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=8
)
#: Most are watches of a screen with one field or another that is wrong.
ASKED = st.fixed_dictionaries(
    {"screen": st.sampled_from(SCREENS) | JSON}, optional={name: JSON for name in FIELDS if name != "screen"}
)
REFUSED = ({"ok": False, "type": "forbidden"},)


@pytest.fixture
def unhurried(monkeypatch):
    """A client is not refused for asking too often."""
    monkeypatch.setattr(handlers, "BURST", 1_000_000)


def pages(socket, pair, enter, issue):
    """Clients of every kind: nobody, a visitor, devices, a clerk and the admin."""
    return [socket(), socket(pair("lobby")), socket(pair("tablet", 2)), socket(enter("karimi")), socket(enter("admin"))]


def test_hostile_watches_get_an_answer_of_known_form(socket, pair, enter, issue, unhurried, caplog):
    clients = pages(socket, pair, enter, issue)

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @example({"screen": "lobby", "since": -(10**400)})
    @example({"screen": "lobby", "page": {"a": []}, "battery": 10**400})
    @given(ASKED | JSON)
    def ask(asked: object) -> None:
        for client in clients:
            answer = client.emit("watch", asked)
            assert answer in REFUSED or (answer["ok"] is True and answer["version"] >= 0), (asked, answer)
            assert client.connected
            client.heard()

    ask()

    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert clients[1].watch("lobby")["ok"]


@pytest.mark.parametrize("more", [(), (1, 2, 3), ({"screen": "lobby"}, None, [[]])])
def test_another_number_of_arguments_is_answered_too(socket, pair, more):
    lobby = socket(pair("lobby"))

    assert lobby.emit("watch", *more)["ok"] == bool(more and isinstance(more[0], dict))
    assert lobby.connected


def test_these_are_all_events_a_client_can_send():
    assert set(socketio.server.handlers["/"]) == {"connect", "disconnect", "watch"}
