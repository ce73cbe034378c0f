"""Announcements in the lower third of the board between calls; a call takes over at once."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, speaks

TV = (1920, 1080)
ON = "lobby-announcements[data-kept-showing]"
WORDS = {"fa": "شنبه ۷ آذر تعطیل هستیم", "en": "We are closed on Saturday"}
#: What is to be seen of the announcement in the moment in which a call rings, before anything is painted.
AT_RING = """() => {
window.deskqAtRing = [];
const third = document.querySelector("lobby-announcements");
document.addEventListener("deskq:cue", () => deskqAtRing.push(third.checkVisibility()));
document.querySelector("lobby-board").dataset.fresh = 1.5;
}"""
RECORD = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 100 });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  for (let n = 0; n < 20; n += 1) {
    pen.fillStyle = `hsl(${n * 18} 60% 40%)`;
    pen.fillRect(0, 0, 320, 100);
    await new Promise(requestAnimationFrame);
  }
  recorder.stop();
  await new Promise((done) => { recorder.onstop = done; });
  return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
}"""


def announce(desk: Page, lang: str = "fa", file: tuple[str, bytes] | None = None, **fields: str) -> None:
    """Through the form, as a supervisor does it."""
    desk.goto(f"/manage/announcements/new?lang={lang}")
    for name, value in fields.items():
        desk.locator(f"[name={name}]").fill(value)
    if file is not None:
        desk.locator("[name=file]").set_input_files({"name": file[0], "mimeType": "image/png", "buffer": file[1]})
    desk.locator("main form button[data-kind=main]").click()
    expect(desk.locator(".note[data-kind=done]")).to_be_visible()


def picture(colour: str) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (1600, 400), colour).save(drawn, "PNG")
    return drawn.getvalue()


@LANGUAGES
def test_a_call_takes_over_at_once_and_the_announcement_comes_back(server, screen, lang):
    server.open(1)
    lobby = live(screen("/lobby", lang, size=TV))
    lobby.evaluate(AT_RING)
    assert lobby.locator(ON).count() == 0
    desk = screen.clerk("supervisor", lang=lang)

    announce(desk, lang, text_fa=WORDS["fa"], text_en=WORDS["en"])
    expect(lobby.locator(ON)).to_be_visible()
    expect(lobby.locator(".announcement-words p").first).to_be_visible()
    speaks(lobby, lang)
    third = lobby.locator(ON).bounding_box()
    assert third["y"] + third["height"] == pytest.approx(1080, abs=1)
    assert third["height"] == pytest.approx(360, abs=2)

    server.call(1, server.issue()["id"])
    lobby.wait_for_function("() => deskqAtRing.length === 1")
    assert lobby.evaluate("deskqAtRing") == [False]
    expect(lobby.locator(ON)).to_be_visible(timeout=5000)
    expect(lobby.locator(".card[data-kept-shown] .card-counter")).to_be_in_viewport(ratio=1)
    assert lobby.evaluate("document.querySelector('.board-stage').getBoundingClientRect().bottom") <= third["y"] + 1


def test_a_called_visitor_stays_on_the_board_until_they_come_and_without_a_connection_nothing_is_announced(
    server, screen
):
    counters = {1: "info_desk", 2: "renewal_levy", 3: "completion", 4: "notary_clearance", 5: "building_permit"}
    server.open(*counters)
    lobby = live(screen("/lobby", size=TV))
    lobby.evaluate(AT_RING)
    announce(screen.clerk("supervisor"), text_fa=WORDS["fa"])
    expect(lobby.locator(ON)).to_be_visible()

    called = [server.ticket_at(counter, "called", service) for counter, service in counters.items()]
    lobby.wait_for_function("() => deskqRang.length === 5", timeout=30_000)
    lobby.wait_for_function("() => performance.now() > deskqRangAt.at(-1) + 2000")  # it is no longer fresh; others wait
    assert lobby.locator(ON).count() == 0

    for ticket in called[:4]:
        server.press(ticket["id"], "service")
    expect(lobby.locator(ON)).to_be_visible()

    server.freeze()
    lobby.wait_for_selector("[data-line=down]", timeout=15_000)
    assert lobby.locator(ON).count() == 0
    server.thaw()
    expect(lobby.locator(ON)).to_be_visible(timeout=15_000)


@pytest.mark.soak
def test_images_and_videos_alternate_and_broken_ones_are_skipped(server, screen):
    desk = screen.clerk("supervisor")
    announce(desk, file=("a.png", picture("teal")), seconds="5")
    announce(desk, file=("b.png", picture("navy")), seconds="5")
    announce(desk, file=("c.webm", b64decode(desk.evaluate(RECORD))), seconds="5")
    lobby = screen("/lobby", size=TV)
    lobby.emulate_media(reduced_motion="no-preference")
    lost = lobby.locator(".announcement img").nth(1).get_attribute("src")
    lobby.route(f"**{lost}", lambda route: route.abort())
    lobby.reload()
    live(lobby)

    expect(lobby.locator(".announcement[data-kept-shown] video")).to_be_visible(timeout=8000)
    lobby.wait_for_function("() => !document.querySelector('.announcement video').paused")
    assert lobby.evaluate("document.querySelector('.announcement video').muted")
    expect(lobby.locator(".announcement[data-kept-shown] img")).to_be_visible(timeout=8000)
    assert lobby.locator(".announcement[data-kept-shown] img").get_attribute("src") != lost
