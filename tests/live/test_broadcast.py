"""Sends the state of every affected screen with its version after a commit, then each cue once."""

import pytest

from deskq.core.errors import Unreachable
from deskq.live.screen_types import Screen
from deskq.queue.service import calls as calls_service
from deskq.queue.service import counters, serve


def calls(screen) -> list[dict[str, object]]:
    return [what for name, what in screen.heard() if name == "call"]


def call(at, issue, follow, number: int = 2) -> object:
    counters.open_counter(at(number))
    issue()
    follow()
    return calls_service.call_next(at(number))


def test_a_call_reaches_the_lobby_as_state_and_then_as_a_cue_once(lobby, at, issue, follow, pair, socket):
    before = call(at, issue, follow)
    lobby.heard()

    follow()

    (first, state), (second, cue) = lobby.heard()
    assert (first, second) == ("state", "call")
    assert "۲۰۱" in state["html"]
    assert cue == {
        "call": before.call,
        "code": "201",
        "counter": 2,
        "room": "سالن میز خدمت",
        "floor": "طبقهٔ همکف",
        "again": 0,
        "speech": [],
        "captions": [{"language": "fa", "text": "شمارهٔ ۲۰۱، به باجهٔ ۲، طبقهٔ همکف", "clips": 0}],
    }
    assert state["version"] == before.call
    follow()
    assert lobby.heard() == []
    newcomer = socket(pair("lobby"))
    newcomer.watch("lobby")
    follow()
    assert {name for name, _ in newcomer.heard()} == {"state"}


def test_screens_of_two_languages_receive_their_own_state_and_cue_in_one_round(lobby, pair, socket, at, issue, follow):
    english = socket(pair("lobby"))
    english.watch("lobby", lang="en")
    call(at, issue, follow)
    lobby.heard(), english.heard()

    follow()

    (_, persian_state), (_, persian_cue) = lobby.heard()
    (_, english_state), (_, english_cue) = english.heard()
    assert "Takestan" not in persian_state["html"]
    assert "Takestan" in english_state["html"]
    assert (persian_cue["floor"], english_cue["floor"]) == ("طبقهٔ همکف", "Ground floor")


def test_a_recall_sends_the_same_call_again(lobby, at, issue, follow):
    called = call(at, issue, follow)
    follow()
    lobby.heard()
    calls_service.recall(at(2))

    follow()

    (cue,) = calls(lobby)
    assert (cue["call"], cue["again"]) == (called.call, 1)


def test_a_burst_of_events_sends_one_state_and_every_cue_in_order(lobby, at, issue, follow):
    for number, code in ((2, "renewal_levy"), (1, "info_desk"), (4, "notary_clearance")):
        counters.open_counter(at(number))
        issue(code)
    follow()
    lobby.heard()
    called = [calls_service.call_next(at(number)) for number in (2, 1, 4)]

    follow()

    heard = lobby.heard()
    assert [name for name, _ in heard] == ["state", "call", "call", "call"]
    assert [what["call"] for name, what in heard if name == "call"] == [ticket.call for ticket in called]
    assert heard[0][1]["version"] == called[-1].call


@pytest.mark.parametrize(
    ("since", "rings"), [(None, [0]), (calls_service.recall, [1]), (serve.start, [])], ids=["stands", "recall", "over"]
)
def test_of_what_is_read_late_the_last_ring_of_a_call_that_stands_rings(lobby, at, issue, follow, later, since, rings):
    before = call(at, issue, follow)
    lobby.heard()
    if since is not None:
        since(at(2))
    later(seconds=6)

    follow()

    (name, state), *cues = lobby.heard()
    assert name == "state"
    assert ("۲۰۱" in state["html"]) or since is serve.start
    assert [(name, cue["call"], cue["again"]) for name, cue in cues] == [("call", before.call, one) for one in rings]


def test_the_version_never_decreases(lobby, at, issue, follow, later):
    versions = []
    counters.open_counter(at(2))
    for _ in range(5):
        issue()
        follow()
        calls_service.call_next(at(2))
        serve.start(at(2))
        follow()
        serve.finish(at(2))
        later(seconds=25)
        follow()
        versions += [state["version"] for state in lobby.states()]

    assert len(versions) >= 10
    assert versions == sorted(versions)


def test_screens_with_clocks_are_rendered_again_periodically(lobby, follow, later):
    later(seconds=21)

    follow()

    assert lobby.state()["at"] == "2026-11-24T06:30:21+00:00"


def test_a_failing_render_does_not_stop_other_screens(app, lobby, pair, socket, at, issue, follow, caplog):
    app.extensions["deskq_follower"].broadcaster.watched["lobby:99:0:fa"] = Screen("lobby", 99, 0, "fa")
    call(at, issue, follow)
    lobby.heard()

    follow()

    assert [name for name, _ in lobby.heard()] == ["state", "call"]


def test_a_screen_that_could_not_be_drawn_is_drawn_again_at_once(app, lobby, at, issue, follow, monkeypatch):
    call(at, issue, follow)
    lobby.heard()
    renderer = app.extensions["deskq_follower"].broadcaster.renderer
    fails, draw = [Unreachable()], renderer.draw

    def draw_after_a_failure(*screen):
        if fails:
            raise fails.pop()
        return draw(*screen)

    monkeypatch.setattr(renderer, "draw", draw_after_a_failure)

    follow()

    heard = [name for name, _ in lobby.heard()]
    assert fails == []
    assert sorted(heard) == ["call", "state"]
