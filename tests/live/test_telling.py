"""After a commit: the state of every screen it concerns, with the new version; then the cues, each once."""

from deskq.queue.service import calls as calls_service
from deskq.queue.service import counters, serve


def calls(screen) -> list[dict[str, object]]:
    return [what for name, what in screen.heard() if name == "call"]


def call(at, issue, follow, number: int = 2) -> object:
    counters.open_counter(at(number))
    issue()
    follow()
    return calls_service.call_next(at(number))


def test_a_call_reaches_the_lobby_as_state_and_then_as_a_cue(lobby, at, issue, follow):
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


def test_nothing_new_is_nothing_told(lobby, follow):
    follow()

    assert lobby.heard() == []


def test_each_language_hears_its_own_cue_once(lobby, pair, socket, at, issue, follow):
    english = socket(pair("lobby"))
    english.watch("lobby", lang="en")
    call(at, issue, follow)
    lobby.heard(), english.heard()

    follow()

    assert [cue["floor"] for cue in calls(lobby)] == ["طبقهٔ همکف"]
    assert [cue["floor"] for cue in calls(english)] == ["Ground floor"]


def test_a_recall_is_the_same_call_again(lobby, at, issue, follow):
    called = call(at, issue, follow)
    follow()
    lobby.heard()
    calls_service.recall(at(2))

    follow()

    (cue,) = calls(lobby)
    assert (cue["call"], cue["again"]) == (called.call, 1)


def test_a_burst_is_one_state_and_every_cue_in_order(lobby, at, issue, follow):
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


def test_an_old_call_does_not_ring_any_more_but_stands_on_the_board(lobby, at, issue, follow, later):
    call(at, issue, follow)
    lobby.heard()
    later(seconds=6)

    follow()

    (name, state), *rest = lobby.heard()
    assert (name, rest) == ("state", [])
    assert "۲۰۱" in state["html"]


def test_a_screen_that_comes_later_hears_no_cue_of_before(pair, socket, at, issue, follow):
    call(at, issue, follow)
    follow()
    screen = socket(pair("lobby"))

    screen.watch("lobby")
    follow()

    assert {name for name, _ in screen.heard()} == {"state"}


def test_the_version_never_goes_down(lobby, at, issue, follow, later):
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


def test_clocks_on_screens_are_drawn_again_now_and_then(lobby, follow, later):
    later(seconds=21)

    follow()

    assert lobby.state()["at"] == "2026-11-24T06:30:21+00:00"


def test_a_drawing_that_fails_does_not_keep_the_others_from_theirs(app, lobby, pair, socket, at, issue, follow, caplog):
    from deskq.live.screen_types import Screen

    app.extensions["deskq_follower"].broadcaster.watched["lobby:99:0:fa"] = Screen("lobby", 99, 0, "fa")
    call(at, issue, follow)
    lobby.heard()

    follow()

    assert [name for name, _ in lobby.heard()] == ["state", "call"]
