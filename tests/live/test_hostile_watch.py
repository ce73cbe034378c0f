"""Whatever JSON a client sends as ``watch``, the one event it can send: an answer of known form, and nothing breaks."""

import logging

import pytest
from hypothesis import HealthCheck, example, given, settings

from deskq.core.extensions import socketio
from deskq.live import handlers
from tests.live.hostile_watches import ASKED, JSON

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


def test_these_are_all_events_a_client_can_send(app):
    assert set(socketio.server.handlers["/"]) == {"disconnect", "watch"}
