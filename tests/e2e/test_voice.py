"""The voice of the lobby: calls are spoken one after another under their captions, in a burst in short."""

import shutil
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from deskq.core.text.persian import persian_digits
from tests.conftest import require
from tests.e2e.app_server import AppServer
from tests.e2e.conftest import Screens
from tests.e2e.visitor_steps import live
from tests.tools.steps import should_be

TV = (1920, 1080)
EARS = """
window.heard = [];
window.cues = [];
document.addEventListener("deskq:cue", (event) => cues.push({ ...event.detail, at: performance.now() }));
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...given) {
  const caption = document.querySelector("[data-caption]");
  const card = document.querySelector("[data-card][data-kept-shown] .card-code").textContent.trim();
  const sound = { from: performance.now(), card, caption: caption.textContent, lang: caption.lang, until: null };
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


SETTINGS = {"VOICE_ENGINE": "espeak"}


@pytest.fixture(autouse=True)
def tools() -> None:
    for tool in ("espeak-ng", "ffmpeg"):
        require(tool, shutil.which(tool) is not None)


def lobby(screen: Screens, *scripts: str) -> tuple[Page, list[str]]:
    """The board, and the clips it asks for in the order in which it does."""
    page = screen.context(TV).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/voice/" in request.url else None)
    for script in (EARS, *scripts):
        page.add_init_script(script)
    page.goto("/lobby")
    return live(page), asked


#: All clips of the cues so far can be played.
CLIPS_MADE = """async () => {
  const answers = await Promise.all(cues.flatMap(({ speech }) => speech).map((address) => fetch(address)));
  return answers.every(({ ok }) => ok);
}"""
SILENT = "() => document.querySelector('[data-caption]:empty')"
FIRST_HEARD = 10_000  # ms


def rehearse(board: Page, server: AppServer, tickets: dict[int, dict[str, object]]) -> None:
    """Call the tickets, and wait until their clips are made and the board is silent: what is measured then is the
    announcements, not how fast this machine makes clips."""
    for counter, ticket in tickets.items():
        server.call(counter, ticket["id"])
    board.wait_for_function(f"() => cues.length === {len(tickets)}")
    board.wait_for_function(CLIPS_MADE, timeout=120_000)
    board.wait_for_function(f"() => deskqRang.length === {len(tickets)}", timeout=60_000)
    board.wait_for_function(SILENT, timeout=60_000)
    board.evaluate("() => { heard.length = 0; cues.length = 0; deskqRang.length = 0; }")


@pytest.mark.soak
def test_a_single_call_is_spoken_in_full_in_its_own_language_first(server, screen):
    server.open(2)
    issued = server.issue("renewal_levy", language="en")
    board, _ = lobby(screen)
    rehearse(board, server, {2: issued})

    server.press(issued["id"], "recall")
    board.wait_for_function("() => heard.length === 6 && heard[5].until", timeout=60_000)

    captions = list(dict.fromkeys((sound["lang"], sound["caption"]) for sound in board.evaluate("heard")))
    assert captions == [
        ("en", "Number 201, to counter 2, Ground floor"),
        ("fa", "شمارهٔ ۲۰۱، به باجهٔ ۲، طبقهٔ همکف"),
    ]
    board.wait_for_function(SILENT, timeout=5000)


def test_four_calls_at_once_are_each_heard_under_their_own_card_and_caption(server, screen):
    counters = {5: "building_permit", 2: "renewal_levy", 1: "info_desk", 3: "completion"}
    server.open(*counters)
    tickets = {n: server.issue(service, language="en" if n == 2 else "fa") for n, service in counters.items()}
    board, _ = lobby(screen)
    rehearse(board, server, tickets)

    for ticket in tickets.values():
        server.press(ticket["id"], "recall")
    board.wait_for_function("() => deskqRang.length === 4", timeout=60_000)
    board.wait_for_function(SILENT, timeout=60_000)

    cues, heard = board.evaluate("cues"), board.evaluate("heard")
    # The end of a clip is noted here just after the board has heard of it and begun the next.
    assert all(before["until"] <= after["from"] + 50 for before, after in pairwise(heard)), heard
    first_heard = {sound["card"]: sound["from"] for sound in reversed(heard)}
    called = {persian_digits(cue["code"]): cue["at"] for cue in cues}
    assert first_heard.keys() == called.keys()
    waits = {code: round(first_heard[code] - at) for code, at in called.items()}
    print(f"first heard after {sorted(waits.values())} ms")
    should_be(max(waits.values()), FIRST_HEARD, "first heard", "ms")
    assert all(sound["card"] in persian_digits(sound["caption"]) for sound in heard), heard


def test_a_broken_clip_is_passed_over_and_the_rest_is_spoken(server, screen):
    server.open(1)
    issued = server.issue("info_desk")
    page, asked = lobby(screen)
    rehearse(page, server, {1: issued})
    asked.clear()

    def broken(route):
        if route.request.url == asked[0]:
            route.fulfill(status=200, body=b"OggS, but no sound", content_type="audio/ogg")
        else:
            route.continue_()

    page.route("**/voice/*", broken)
    page.reload()
    live(page)
    server.press(issued["id"], "recall")

    page.wait_for_function("() => heard.length === 2 && heard[1].until", timeout=20_000)
    assert len(set(asked)) == 3


def test_without_sound_the_board_shows_what_would_be_said_and_offers_to_switch_it_on(server, screen):
    server.open(1)
    issued = server.issue("info_desk")
    page, asked = lobby(screen, BLOCKED)
    expect(page.locator("[data-sound]")).to_be_visible()

    server.call(1, issued["id"])

    expect(page.locator("[data-caption]")).to_have_text("شمارهٔ ۵۰۱، به باجهٔ ۱، طبقهٔ همکف")
    expect(page.locator("[data-row]")).to_have_count(1)
    assert asked == []
