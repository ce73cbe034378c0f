"""The hall on a large screen: it follows the hall by itself, says when it is cut off, and can be read from 3 m."""

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live

TV = (1920, 1080)
#: A 43-inch screen: millimetres of a CSS pixel. A capital H is 0.71 em high.
PIXEL, CAPITAL = 43 * 25.4 / (1920**2 + 1080**2) ** 0.5, 0.71
DISTANCE = 3000
#: Of the distance: the height of a capital H of text, and of what is necessary (EN 301 549, 5.1.4).
TEXT, NECESSARY = 0.0058, 0.0122
SIZES = """() => [...document.querySelectorAll(".wall *")]
  .filter((part) => part.checkVisibility() && !part.closest(".visually-hidden, svg")
    && [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .map((part) => [parseFloat(getComputedStyle(part).fontSize), part.textContent.trim()])"""


def test_a_new_visitor_shows_by_itself_a_cut_shows_a_band_and_the_screen_is_right_again_afterwards(server, screen):
    server.open(1)
    wall = live(screen("/hall-screen", "en", size=TV))
    waiting, band = wall.locator(".wall-figure").first, wall.locator(".wall-cut")
    expect(waiting).to_have_text("0")
    expect(band).to_be_hidden()

    server.issue("renewal_levy")
    expect(waiting).to_have_text("1")
    expect(wall.locator(".wall-queue")).to_contain_text("Renewal and waste levy")

    wall.context.set_offline(True)
    wall.wait_for_selector("[data-line=down]", timeout=15_000)
    expect(band).to_contain_text("Offline since")
    server.issue("renewal_levy")
    wall.context.set_offline(False)
    live(wall)
    expect(band).to_be_hidden()
    expect(waiting).to_have_text("2")


@LANGUAGES
def test_it_can_be_read_from_three_metres_on_a_43_inch_screen(server, screen, lang):
    server.open(1)
    server.issue("renewal_levy")
    wall = live(screen("/hall-screen", lang, size=TV))

    sizes = wall.evaluate(SIZES)

    assert len(sizes) > 10
    small = [text for size, text in sizes if size * PIXEL * CAPITAL < TEXT * DISTANCE]
    assert small == []
    figures = wall.locator(".wall-figure").evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(figures) * PIXEL * CAPITAL >= NECESSARY * DISTANCE
    box = wall.evaluate("[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]")
    assert box == list(TV)
