"""The lobby's type follows the viewing distance, whatever must be left out for it."""

import pytest
from playwright.sync_api import Page

from deskq.office.sight import SHARE, sight
from tests.journeys.conftest import Screens
from tests.journeys.steps import live

SIZES = [(1920, 1080), (3840, 2160)]
BUSY = {1: "info_desk", 2: "renewal_levy", 3: "completion", 4: "utility_inquiry", 6: "art100", 5: "building_permit"}
#: Every text that is seen: [its part, size of its type, whether it is cut or lies outside the screen].
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("lobby-board"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    const above = [];
    for (let one = part; one; one = one.parentElement) above.push(one);
    const seen = part.checkVisibility({ visibilityProperty: true });
    const styles = above.map((one) => getComputedStyle(one));
    if (!walker.currentNode.textContent.trim() || !seen || styles.some(({ clipPath }) => clipPath !== "none")) continue;
    const block = part.closest("p, li, h1, h2").getBoundingClientRect();
    const outside = block.left < -1 || block.right > innerWidth + 1 || block.bottom > innerHeight + 1;
    const cut = above.some((one) => one.matches("p, h1, h2") && one.scrollWidth > one.clientWidth + 1);
    const line = Number.parseFloat(styles[0].fontSize);
    const clamped = above.some((one) => one.matches(".card-room, .row-room")
      && one.scrollHeight > one.clientHeight + line / 2);
    found.push([above.find((one) => one.className).className, line,
      outside || cut || clamped]);
  }
  return found;
}"""
MATTERS = {
    "full": {"card-code", "card-counter", "card-room", "row-code", "row-counter", "row-room", "wait"},
    "strip": {"card-code", "card-counter", "card-room", "row-code", "row-counter", "wait"},
    "alone": {"card-code", "card-counter", "card-room"},
}


def needed(distance: float, width: int, height: int, inches: float = 55) -> float:
    """Height of type in px: 0.0122 of the distance, on a screen of so many px across so many inches."""
    return SHARE * distance * 1000 * (width**2 + height**2) ** 0.5 / (inches * 25.4)


def stand_at(admin: Page, distance: float) -> str:
    """Set the distance, and return how the devices page says the board will look."""
    admin.goto("/manage/settings")
    admin.locator("#viewing_distance").fill(str(distance))
    admin.locator("main form.panel button").click()
    admin.wait_for_selector(".note[data-kind=done]")
    admin.goto("/manage/devices")
    return admin.locator(".board-sight").get_attribute("data-layout")


@pytest.fixture
def busy(house):
    house.open(*BUSY)
    for number, service in BUSY.items():
        house.at(number, "serving" if number == 2 else "called", service)
        house.issue(service)
    return house


def test_no_text_of_the_board_is_smaller_than_its_distance_asks_for(busy, screen):
    admin = screen.clerk("admin")
    for distance in (3, 5, 8):
        told = stand_at(admin, distance)
        assert told == sight(distance, 55).layout

        for lang in ("fa", "en"):
            for size in SIZES:
                lobby = live(screen("/lobby", lang, size))
                lobby.wait_for_function("() => document.fonts.status === 'loaded'")
                texts = lobby.evaluate(TEXTS)

                where = (distance, lang, size)
                assert lobby.locator("lobby-board").get_attribute("data-layout") == told, where
                assert [text for text in texts if text[1] < needed(distance, *size) - 0.1] == [], where
                assert [text for text in texts if text[2]] == [], where
                assert {text[0].split()[0] for text in texts} >= MATTERS[told] - {"card-code", "row-code"}, where
                assert lobby.locator(".card[data-kept-shown] .card-code").is_visible(), where
                lobby.close()


def test_a_board_that_hangs_there_follows_a_new_distance_by_itself(busy, screen):
    admin = screen.clerk("admin")
    lobby = live(screen("/lobby", size=SIZES[0]))

    stand_at(admin, 8)

    lobby.wait_for_selector("lobby-board[data-layout=alone][data-fits=true]")
    stand_at(admin, 12)
    lobby.wait_for_selector("lobby-board[data-layout=alone][data-fits=false]")


def test_the_others_have_their_turn_and_the_newest_stays(busy, screen):
    admin = screen.clerk("admin")
    stand_at(admin, 5)
    lobby = screen.context(SIZES[0]).new_page()
    lobby.clock.install()
    lobby.goto(Screens.address("/lobby", "en"))
    live(lobby)
    newest = lobby.locator(".card[data-kept-shown] .card-code").inner_text()
    rows = lobby.locator(".row-code:visible")

    pages = []
    for _ in range(3):
        pages.append(rows.all_inner_texts())
        assert lobby.locator(".card[data-kept-shown] .card-code").inner_text() == newest
        lobby.clock.run_for(8000)

    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({code for page in pages for code in page} | {newest}) == len(BUSY)
    assert pages[2] == lobby.evaluate("[document.querySelector('[data-row][data-state=serving] .row-code').innerText]")


@pytest.mark.parametrize("distance", [3, 5])
def test_every_group_that_waits_and_the_date_have_their_turn_in_one_line(busy, screen, distance):
    stand_at(screen.clerk("admin"), distance)
    lobby = screen.context(SIZES[0]).new_page()
    lobby.clock.install()
    lobby.goto(Screens.address("/lobby", "en"))
    live(lobby)
    groups = lobby.locator("[data-wait]").count()

    seen, dates, heights = set(), set(), set()
    for _ in range(groups + 1):
        seen.update(lobby.locator("[data-wait]:visible").all_inner_texts())
        dates.update(lobby.locator(".board-foot-date:visible").all_inner_texts())
        heights.add(lobby.locator(".board-foot").evaluate("foot => foot.offsetHeight"))
        lobby.clock.run_for(8000)

    assert len(seen) == groups
    assert dates == {lobby.locator(".board-date").text_content()}
    assert len(heights) == 1
