"""The voice of the lobby: three calls within one second are spoken in order, with captions, in both languages."""

import shutil
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import require
from tests.e2e import app_server
from tests.e2e.app_server import AppServer
from tests.e2e.conftest import Screens
from tests.e2e.visitor_steps import live

TV = (1920, 1080)
EARS = """
window.heard = [];
window.cues = [];
document.addEventListener("deskq:cue", (event) => cues.push(event.detail));
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...given) {
  const caption = document.querySelector("[data-caption]");
  const sound = { from: performance.now(), caption: caption.textContent, lang: caption.lang, until: null };
  heard.push(sound);
  this.addEventListener("ended", () => { sound.until = performance.now(); });
  return start.apply(this, given);
};
"""
#: What a browser keeps a page silent by, until somebody touches it.
BLOCKED = """
Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" });
AudioContext.prototype.resume = () => new Promise(() => {});
"""


@pytest.fixture
def speaking(
    browser: Browser, seeded: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[tuple[AppServer, Screens]]:
    """A server with its own voice, and screens in it."""
    for tool in ("espeak-ng", "ffmpeg"):
        require(tool, shutil.which(tool) is not None)
    with app_server.running_server(seeded[0], tmp_path / "instance", seeded[1], VOICE_ENGINE="espeak") as server:
        screens = Screens(browser, server)
        yield server, screens
        screens.close()
        assert screens.complaints == []


def lobby(screens: Screens, *scripts: str) -> tuple[Page, list[str]]:
    """The board, and the clips it asks for in the order in which it does."""
    page = screens.context(TV).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/voice/" in request.url else None)
    for script in (EARS, *scripts):
        page.add_init_script(script)
    page.goto("/lobby")
    return live(page), asked


def test_three_calls_within_a_second_are_spoken_in_order_and_never_at_once(speaking):
    server, screens = speaking
    server.open(1, 2, 3)
    issued = {
        1: server.issue("info_desk"),
        2: server.issue("renewal_levy", language="en"),
        3: server.issue("completion"),
    }
    board, asked = lobby(screens)

    for counter, ticket in issued.items():
        server.call(counter, ticket["id"])
    board.wait_for_function("() => heard.length === 12 && heard[11].until", timeout=60_000)

    captions = list(dict.fromkeys((sound["lang"], sound["caption"]) for sound in board.evaluate("heard")))
    assert captions == [
        ("fa", "شمارهٔ ۵۰۱، به باجهٔ ۱، طبقهٔ همکف"),
        ("fa", "شمارهٔ ۲۰۱، به باجهٔ ۲، طبقهٔ همکف"),
        ("en", "Number 201, to counter 2, Ground floor"),
        ("fa", "شمارهٔ ۱۰۱، به باجهٔ ۳، طبقهٔ همکف"),
    ]
    heard = board.evaluate("heard")
    assert all(before["until"] <= after["from"] for before, after in pairwise(heard))
    assert all(sound["until"] - sound["from"] > 300 for sound in heard)
    spoken = dict.fromkeys(chain.from_iterable(cue["speech"] for cue in board.evaluate("cues")))
    first_asked = dict.fromkeys(
        address.removeprefix(server.address) for address in asked
    )  # a busy machine is asked again
    assert list(first_asked) == list(spoken)
    expect(board.locator("[data-caption]")).to_be_hidden(timeout=5000)


def test_a_broken_clip_is_passed_over_and_the_rest_is_spoken(speaking):
    server, screens = speaking
    server.open(1)
    issued = server.issue("info_desk")
    page, asked = lobby(screens)
    first = []

    def broken(route):
        if not first:
            first.append(route.request.url)
        if route.request.url == first[0]:
            route.fulfill(status=200, body=b"OggS, but no sound", content_type="audio/ogg")
        else:
            route.continue_()

    page.route("**/voice/*", broken)
    server.call(1, issued["id"])

    page.wait_for_function("() => heard.length === 2 && heard[1].until", timeout=20_000)
    assert len(set(asked)) == 3


def test_without_sound_the_board_shows_what_would_be_said_and_offers_to_switch_it_on(speaking):
    server, screens = speaking
    server.open(1)
    issued = server.issue("info_desk")
    page, asked = lobby(screens, BLOCKED)
    expect(page.locator("[data-sound]")).to_be_visible()

    server.call(1, issued["id"])

    expect(page.locator("[data-caption]")).to_have_text("شمارهٔ ۵۰۱، به باجهٔ ۱، طبقهٔ همکف")
    expect(page.locator("[data-row]")).to_have_count(1)
    assert asked == []
