"""What must be seen without scrolling is."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Screens
from tests.journeys.staged import DESKS, PHONES
from tests.journeys.steps import live

LANGUAGES = pytest.mark.parametrize("lang", ["fa", "en"])
OVER = """() => {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.scrollingElement;
  return [scrollWidth - clientWidth, scrollHeight - clientHeight];
}"""
#: Parts of the page that would have to be scrolled by themselves, or whose text is cut.
CUT = """() => [...document.querySelectorAll("main, main *")]
  .filter((part) => part.checkVisibility() && part.scrollHeight > part.clientHeight + 1 && part.clientHeight > 0
    && ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(part).overflowY)
    && !part.matches(".visually-hidden"))
  .map((part) => `${part.className} ${part.scrollHeight} > ${part.clientHeight}`)"""


def over(page: Page) -> list[int]:
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    return page.evaluate(OVER)


@LANGUAGES
def test_the_counter_has_no_scrolling_in_any_state(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi")

    for state, number in DESKS.items():
        page.goto(Screens.address(f"/counters/{number}", lang))
        live(page)
        page.wait_for_selector(f".visitor[data-state={state}]")
        assert over(page) == [0, 0], state
        assert page.evaluate(CUT) == [], state


@LANGUAGES
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)], ids=["full-hd", "4k"])
def test_the_lobby_has_no_scrolling(staged, lang, size):
    screen, _ = staged

    lobby = live(screen("/lobby", lang, size))

    assert over(lobby) == [0, 0]


@LANGUAGES
def test_the_kiosk_has_no_scrolling(staged, lang):
    screen, stage = staged

    page = screen("/", lang)
    for path in ("/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk", stage.token):
        page.goto(Screens.address(path, lang))
        for size in ((1080, 1920), (1920, 1080)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert over(page) == [0, 0], (path, size)
            assert page.evaluate(CUT) == [], (path, size)


@LANGUAGES
def test_the_phone_never_scrolls_sideways(staged, lang):
    screen, stage = staged

    page = screen("/", lang, (390, 844))
    for state in PHONES:
        page.goto(Screens.address(stage.phones[state], lang))
        assert over(page)[0] == 0, state
