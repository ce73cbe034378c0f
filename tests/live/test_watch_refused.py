"""Who may not watch what: parameters never give access to a screen."""

import pytest

from deskq.core import token_bucket
from deskq.queue.service import counters
from tests.live.conftest import holder


@pytest.mark.parametrize(
    "screen", ["lobby", "kiosk", "tablet", "counter", "ticket", "panel", "hall", "", None, 7, ["lobby"]]
)
def test_an_anonymous_browser_may_watch_nothing(socket, screen):
    stranger = socket()

    assert stranger.watch(screen, counter=1, token="guess") == {"ok": False, "type": "forbidden"}
    assert stranger.heard() == []


@pytest.mark.parametrize("asked", [None, 7, "lobby", [], {}, {"screen": {}}, {"screen": "ticket", "token": 7}])
def test_malformed_requests_are_refused(socket, asked):
    assert socket().emit("watch", asked) == {"ok": False, "type": "forbidden"}


ANY = {"lobby", "kiosk", "tablet", "counter", "panel", "hall"}


@pytest.mark.parametrize(("name", "may"), [("karimi", {"counter"}), ("admin", {"lobby", "panel", "hall"})])
def test_a_role_may_watch_only_its_own_screens(socket, enter, name, may):
    page = socket(enter(name))

    for screen in sorted(ANY - may):
        assert page.watch(screen, counter=1) == {"ok": False, "type": "forbidden"}
    assert page.heard() == []


@pytest.mark.parametrize("kind", ["lobby", "kiosk", "tablet", "hall"])
def test_a_device_may_watch_only_its_own_screen_and_a_tablet_only_its_own_counter(socket, pair, kind):
    page = socket(pair(kind, 2 if kind == "tablet" else None))

    for screen in sorted(ANY - {kind}):
        assert page.watch(screen) == {"ok": False, "type": "forbidden"}
    if kind == "tablet":
        assert not page.watch("tablet", counter=3)["ok"]
        assert not page.watch("tablet")["ok"]


def test_the_tablet_of_a_counter_that_does_not_exist_is_refused_in_the_demo_office_too(app, socket, caplog):
    app.config["DEMO"] = True

    assert socket().watch("tablet", counter=4711) == {"ok": False, "type": "forbidden"}
    assert caplog.messages == []


def test_a_counter_opened_by_somebody_else_may_not_be_watched(socket, enter, at):
    counters.open_counter(at(3))
    stranger = enter(holder(at(1)))

    assert not socket(stranger).watch("counter", counter=3)["ok"]


def test_a_connection_asks_six_times_at_once_and_then_once_a_second(socket, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(token_bucket, "monotonic", lambda: now[0])
    client = socket()

    at_once = [client.watch("lobby")["type"] for _ in range(8)]
    now[0] += 1.0
    a_second_later = [client.watch("lobby")["type"] for _ in range(2)]

    assert at_once == ["forbidden"] * 6 + ["too-often"] * 2
    assert a_second_later == ["forbidden", "too-often"]
