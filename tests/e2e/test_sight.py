"""The type of the lobby board follows the viewing distance, whatever must be left out for it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from deskq.office.legibility import SHARE, legibility
from tests.e2e.conftest import Screens
from tests.e2e.visitor_steps import live

SIZES = [(1920, 1080), (3840, 2160)]
BUSY = {1: "info_desk", 2: "renewal_levy", 3: "completion", 4: "utility_inquiry", 6: "art100", 5: "building_permit"}
#: Every text that is seen: [its part, size of its type, whether it is cut or lies outside its place]. What is drawn of
#: each word, with the marks above and below its letters, is measured on a canvas.
TEXTS = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("lobby-board"), NodeFilter.SHOW_TEXT);
  const drawn = (node, start, word, style) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    const { top, left, right } = range.getBoundingClientRect();
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(word);
    const line = top + ink.fontBoundingBoxAscent;
    return { top: line - ink.actualBoundingBoxAscent, bottom: line + ink.actualBoundingBoxDescent, left, right };
  };
  const within = (ink, box) => ink.top >= box.top - 1 && ink.bottom <= box.bottom + 1
    && ink.left >= box.left - 1 && ink.right <= box.right + 1;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const part = node.parentElement;
    const above = [];
    for (let one = part; one; one = one.parentElement) above.push(one);
    const seen = part.checkVisibility({ visibilityProperty: true }) && !part.closest("[data-sound]");
    const styles = above.map((one) => getComputedStyle(one));
    if (!node.textContent.trim() || !seen || styles.some(({ clipPath }) => clipPath !== "none")) continue;
    const edges = above.filter((one, index) => styles[index].overflowY !== "visible"
      || one.matches(".board-head, .board-foot, .board-stale, .card, .row, lobby-board"));
    const boxes = edges.map((one) => one.getBoundingClientRect());
    const words = [...node.textContent.matchAll(/\\S+/g)].map((word) => drawn(node, word.index, word[0], styles[0]));
    const line = Number.parseFloat(styles[0].fontSize);
    const shortened = above.some((one) => one.matches("p, h1, h2, .wait-name")
      && one.scrollWidth > one.clientWidth + 1);
    const clamped = above.some((one) => one.matches(".card-room, .card-direction, .row-room")
      && one.scrollHeight > one.clientHeight + line / 2);
    const cut = words.some((ink) => boxes.some((box) => !within(ink, box)));
    found.push([above.find((one) => one.className).className, line, shortened || clamped || cut]);
  }
  return found;
}"""
CARD = {"card-code", "card-counter", "card-room", "card-direction"}
ROW = {"row-code", "row-counter", "row-room"}
MATTERS = {"full": CARD | ROW | {"wait-name"}, "strip": CARD | ROW | {"wait-name"}, "alone": CARD}
#: Of the rows that are seen: number, counter, where, and the picture of the state.
ROWS = """() => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility()).map((row) => [
  ...[".row-code", ".row-counter", ".row-room"].map((part) => row.querySelector(part).innerText.trim()),
  row.querySelector(".row-state use").getAttribute("href").split("#")[1],
])"""
COLOUR = "card => getComputedStyle(card).backgroundColor"
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
PAGE = 8000
BEAT = 4000


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
def busy(server):
    server.open(*BUSY)
    for number, service in BUSY.items():
        server.ticket_at(number, "serving" if number == 2 else "called", service)
        server.issue(service)
    return server


def at_clock(screen, lang: str = "en", size: tuple[int, int] = SIZES[0]) -> Page:
    """A lobby whose pages are turned by ``lobby.clock``."""
    lobby = screen.context(size).new_page()
    lobby.clock.install()
    lobby.goto(Screens.address("/lobby", lang))
    lobby.wait_for_function("() => document.fonts.status === 'loaded'")
    return live(lobby)


@pytest.mark.parametrize("distance", [3, 4, 5, 5.5, 8])
def test_no_text_of_the_board_is_cut_or_smaller_than_its_distance_asks_for(busy, screen, distance):
    told = stand_at(screen.clerk("admin"), distance)
    assert told == legibility(distance, 55).layout

    for lang in ("fa", "en"):
        for size in SIZES:
            lobby = at_clock(screen, lang, size)
            where = (distance, lang, size)
            assert lobby.locator("lobby-board").get_attribute("data-layout") == told, where
            assert lobby.locator(".card[data-kept-shown] .card-code").is_visible(), where

            parts = set()
            for _ in range(2):
                texts = lobby.evaluate(TEXTS)
                assert [text for text in texts if text[1] < needed(distance, *size) - 0.1] == [], where
                assert [text for text in texts if text[2]] == [], where
                parts.update(text[0].split()[0] for text in texts)
                lobby.clock.run_for(PAGE)
                live(lobby)
            missing = {"wait-name"} if lobby.locator("[data-foot=false]").count() else set()
            assert parts >= MATTERS[told] - {"card-code", "row-code"} - missing, where
            lobby.close()


def test_a_board_that_hangs_there_follows_a_new_distance_by_itself(busy, screen):
    admin = screen.clerk("admin")
    lobby = live(screen("/lobby", size=SIZES[0]))

    stand_at(admin, 8)

    lobby.wait_for_selector("lobby-board[data-layout=alone][data-fits=true]")
    stand_at(admin, 12)
    lobby.wait_for_selector("lobby-board[data-layout=alone][data-fits=false]")


def test_older_calls_alternate_in_full_and_the_newest_stays(busy, screen):
    stand_at(screen.clerk("admin"), 5)
    lobby = at_clock(screen)
    newest = lobby.locator(".card[data-kept-shown] .card-code").inner_text()

    pages = []
    for _ in range(5):
        pages.append(lobby.evaluate(ROWS))
        assert lobby.locator(".card[data-kept-shown] .card-code").inner_text() == newest
        lobby.clock.run_for(BEAT)

    assert [len(page) for page in pages] == [1] * 5
    rows = [row for page in pages for row in page]
    assert len({code for code, *_ in rows} | {newest}) == len(BUSY)
    assert [state for *_, state in rows] == ["bell"] * 4 + ["check"]
    assert rows[0][1:3] == ["Counter 6", "First floor, Room 106"]
    assert rows[-1][1:3] == ["Counter 2", "Ground floor, Service hall"]


@pytest.mark.parametrize("distance", [3, 5, 8])
def test_the_newest_call_tells_the_way_and_the_room_in_turns(server, screen, distance):
    stand_at(screen.clerk("admin"), distance)
    server.open(2, 5)
    server.ticket_at(2, "called", "renewal_levy")
    lobby = at_clock(screen)
    told = lobby.locator(".card[data-kept-shown] .card-place > :visible")
    in_the_hall = ["On the right, past the water cooler", "Ground floor, Service hall"]
    upstairs = ["First floor, Room 104", "Up the stairs, on the right"]

    assert _turns(lobby, told) == in_the_hall
    server.ticket_at(5, "called", "building_permit")
    expect(told).to_have_text([upstairs[0]])
    assert _turns(lobby, told) == upstairs


def _turns(lobby: Page, told: Locator) -> list[str]:
    found = []
    for _ in range(2):
        found.extend(told.all_inner_texts())
        lobby.clock.run_for(PAGE)
        live(lobby)
    return found


#: The groups whose wait is told just now; how long it is changes by the second.
WAITS_SEEN = """() => [...document.querySelectorAll(".wait-band")]
  .filter((band) => band.checkVisibility({ visibilityProperty: true }))
  .map((band) => band.closest(".wait").querySelector(".wait-name").textContent)"""


@pytest.mark.parametrize("distance", [3, 5])
def test_every_group_its_wait_the_place_and_the_date_have_their_turn_in_one_line(busy, screen, distance):
    stand_at(screen.clerk("admin"), distance)
    lobby = at_clock(screen)
    lobby.wait_for_selector(".wait-band", state="attached")
    lobby.wait_for_function("() => document.querySelectorAll('.wait-band').length === 5")
    parts = {part: set() for part in (".wait-group", "[data-word]", ".board-foot-date")}
    whole = {part: set(lobby.locator(part).all_text_contents()) for part in parts}
    heights, waits = set(), set()

    for _ in range(16):
        for part, seen in parts.items():
            seen.update(lobby.locator(f"{part}:visible").all_text_contents())
        waits.update(lobby.evaluate(WAITS_SEEN))
        heights.add(lobby.locator(".board-foot").evaluate("foot => foot.offsetHeight"))
        lobby.clock.run_for(PAGE)

    if distance == 3:  # near by the head has room for the place
        assert parts.pop("[data-word]") == set()
    assert parts == {part: whole[part] for part in parts}
    assert waits == set(lobby.locator(".wait-name").all_text_contents())
    assert len(heights) == 1


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("distance", [3, 5, 5.5, 8])
def test_without_a_connection_the_board_turns_grey_and_shows_since_when(busy, screen, distance, lang):
    stand_at(screen.clerk("admin"), distance)
    lobby = live(screen("/lobby", lang, SIZES[0]))
    lobby.wait_for_function("() => document.fonts.status === 'loaded'")
    card = lobby.locator(".card[data-kept-shown]")
    saffron = card.evaluate(COLOUR)

    lobby.context.set_offline(True)
    lobby.wait_for_selector("[data-line=down]", timeout=10_000)
    assert card.evaluate(COLOUR) == "rgb(195, 203, 201)" != saffron
    words = lobby.locator("[data-line-words]")
    since = lobby.locator("lobby-board").get_attribute("data-since")
    expect(words).to_be_in_viewport(ratio=1)
    expect(words).to_contain_text(since if lang == "en" else since.translate(PERSIAN))
    assert [text for text in lobby.evaluate(TEXTS) if text[2]] == []

    lobby.context.set_offline(False)
    lobby.wait_for_selector("[data-line=up]", timeout=2000)
    assert card.evaluate(COLOUR) == saffron


@pytest.mark.parametrize("distance", [3, 5, 5.5, 8])
def test_what_turns_the_sound_on_covers_nothing(busy, screen, distance):
    stand_at(screen.clerk("admin"), distance)
    context = screen.context(SIZES[0])
    context.add_init_script("Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });")
    lobby = context.new_page()
    lobby.goto(Screens.address("/lobby", "fa"))
    live(lobby)

    lobby.wait_for_function("() => document.fonts.status === 'loaded'")
    button = lobby.locator("[data-sound]")
    expect(button).to_be_in_viewport(ratio=1)
    box, board = button.bounding_box(), lobby.locator(".board").bounding_box()
    assert box["y"] + box["height"] <= board["y"] + 1
    assert board["y"] + board["height"] <= SIZES[0][1] + 1
    assert [text for text in lobby.evaluate(TEXTS) if text[2]] == []
