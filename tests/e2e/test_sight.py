"""The type of the lobby board follows the viewing distance, whatever must be left out for it: number and counter have
the height of EN 301 549, everything else that of signs (docs/adr/0128)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from deskq.core.text.persian import persian_digits
from deskq.office.legibility import DIGIT, NUMBER, TEXT, legibility
from tests.e2e.board_texts import COVERS, ROWS, SIZES_OF_NUMBERS, TEXTS, WAITS_SEEN, cut, measurable
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import live

TV = (1920, 1080)
SOAK = pytest.mark.soak
#: The default distance always, others in long runs.
DISTANCES = pytest.mark.parametrize("distance", [5, *(pytest.param(far, marks=SOAK) for far in (3, 8, 12))])
BUSY = {1: "info_desk", 2: "renewal_levy", 3: "completion", 4: "utility_inquiry", 6: "art100", 5: "building_permit"}
CARD = {"card-code", "card-counter"}
ROW = {"row-code", "row-counter"}
PLACE = {"board-place", "board-clock"}
MATTERS = {
    "full": CARD | ROW | PLACE | {"wait-name"},
    "strip": CARD | ROW | PLACE | {"wait-name"},
    "alone": CARD | PLACE,
}
COLOUR = "card => getComputedStyle(card).backgroundColor"
PAGE = 8000
DEFAULT = 5  # metres


def needed(share: float, distance: float, width: int, height: int, inches: float = 55) -> float:
    """Size of type in px whose digits are this share of the distance, on a screen of so many px and inches."""
    return share / DIGIT * distance * 1000 * (width**2 + height**2) ** 0.5 / (inches * 25.4)


def stand_at(screen: Screens, distance: float) -> None:
    """Set the distance as an admin, unless it is the default."""
    if distance == DEFAULT:
        return
    admin = screen.clerk("admin")
    admin.goto("/manage/settings")
    admin.locator("#viewing_distance").fill(str(distance))
    admin.locator("main form.panel button").click()
    admin.wait_for_selector(".note[data-kind=done]")


@pytest.fixture
def tickets(server) -> dict[int, dict[str, object]]:
    """A busy office: {counter: its ticket}."""
    server.open(*BUSY)
    found = {}
    for number, service in BUSY.items():
        found[number] = server.ticket_at(number, "serving" if number == 2 else "called", service)
        server.issue(service)
    return found


@pytest.fixture
def busy(server, tickets):
    return server


def at_clock(screen: Screens, lang: str = "en", size: tuple[int, int] = TV) -> Page:
    """A lobby whose pages are turned by ``lobby.clock``."""
    lobby = screen.context(size).new_page()
    lobby.clock.install()
    lobby.goto(Screens.address("/lobby", lang))
    return measurable(lobby)


@LANGUAGES
@DISTANCES
@pytest.mark.parametrize("size", [TV, pytest.param((3840, 2160), marks=SOAK)])
def test_no_text_of_the_board_is_cut_or_smaller_than_its_distance_asks_for(busy, screen, distance, size, lang):
    stand_at(screen, distance)
    lobby = at_clock(screen, lang, size)
    layout = legibility(distance, 55).layout
    assert lobby.locator("lobby-board").get_attribute("data-layout") == layout
    assert lobby.locator(".card[data-kept-shown] .card-code").is_visible()

    parts = set()
    for _ in range(2):
        assert cut(lobby) == []
        texts = lobby.evaluate(TEXTS)
        assert [text for text in texts if text[1] < needed(TEXT, distance, *size) - 0.1] == []
        assert min(lobby.evaluate(SIZES_OF_NUMBERS)) >= needed(NUMBER, distance, *size) - 0.5
        parts.update(text[0].split()[0] for text in texts)
        lobby.clock.run_for(PAGE)
        live(lobby)
    assert parts >= MATTERS[layout]


@LANGUAGES
def test_at_five_metres_four_calls_stand_beside_the_newest(busy, screen, lang):
    lobby = at_clock(screen, lang)

    rows = [row.bounding_box() for row in lobby.locator(".row:visible").all()]
    card = lobby.locator(".card:visible").bounding_box()

    assert len(rows) == 4
    assert all(row["x"] >= card["x"] + card["width"] or row["x"] + row["width"] <= card["x"] for row in rows)


@LANGUAGES
@pytest.mark.parametrize("distance", [5, *(pytest.param(far, marks=SOAK) for far in (3, 8))])
def test_the_caption_of_a_call_covers_nothing_and_is_whole(server, tickets, screen, distance, lang):
    stand_at(screen, distance)
    lobby = measurable(screen("/lobby", lang, TV))

    server.press(tickets[4]["id"], "recall")

    lobby.wait_for_selector("[data-caption]:not(:empty)")
    assert not lobby.evaluate(COVERS)
    assert cut(lobby) == []
    code = persian_digits(tickets[4]["code"])
    expect(lobby.locator("[data-caption]")).to_contain_text(code)
    expect(lobby.locator(".card[data-kept-shown] .card-code")).to_have_text(
        code if lang == "fa" else tickets[4]["code"]
    )


def test_a_board_that_hangs_there_follows_a_new_distance_by_itself(busy, screen):
    lobby = live(screen("/lobby", size=TV))

    stand_at(screen, 12)

    lobby.wait_for_selector("lobby-board[data-layout=alone][data-fits=true]")
    stand_at(screen, 15)
    lobby.wait_for_selector("lobby-board[data-layout=alone][data-fits=false]")


def test_older_calls_alternate_in_full_and_the_newest_stays(busy, screen):
    stand_at(screen, 8)
    lobby = at_clock(screen)
    newest = lobby.locator(".card[data-kept-shown] .card-code").inner_text()

    pages = []
    for _ in range(3):
        pages.append(lobby.evaluate(ROWS))
        assert lobby.locator(".card[data-kept-shown] .card-code").inner_text() == newest
        lobby.clock.run_for(PAGE)

    assert [len(page) for page in pages] == [2, 2, 1]
    rows = [row for page in pages for row in page]
    assert len({code for code, *_ in rows} | {newest}) == len(BUSY)
    assert [state for *_, state in rows] == ["called"] * 4 + ["serving"]
    assert rows[0][1:3] == ["6", "First floor"]
    assert rows[-1][1:3] == ["2", "Ground floor"]


@pytest.mark.parametrize("distance", [pytest.param(3, marks=SOAK), 5])
def test_the_newest_call_tells_the_way_and_the_room_in_turns(server, screen, distance):
    stand_at(screen, distance)
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


@pytest.mark.parametrize("distance", [5, pytest.param(8, marks=SOAK)])
def test_every_group_its_wait_the_place_and_the_date_have_their_turn_in_one_line(busy, screen, distance):
    stand_at(screen, distance)
    lobby = at_clock(screen)
    lobby.wait_for_selector(".wait-band", state="attached")
    lobby.wait_for_function("() => document.querySelectorAll('.wait-band').length === 5")
    parts = {part: set() for part in (".wait-group", "[data-word]", ".board-foot-date wall-clock")}
    whole = {part: set(lobby.locator(part).all_text_contents()) for part in parts}
    names = set(lobby.locator(".wait-name").all_text_contents())
    heights, waits = set(), set()

    for _ in range(32):
        for part, seen in parts.items():
            seen.update(lobby.locator(f"{part}:visible").all_text_contents())
        waits.update(lobby.evaluate(WAITS_SEEN))
        heights.add(lobby.locator(".board-foot").evaluate("foot => foot.offsetHeight"))
        if (parts, waits) == (whole, names):
            break
        lobby.clock.run_for(PAGE)
        live(lobby)

    assert (parts, waits) == (whole, names)
    assert len(heights) == 1


@LANGUAGES
@DISTANCES
def test_without_a_connection_the_board_turns_grey_and_shows_since_when(busy, screen, distance, lang):
    stand_at(screen, distance)
    lobby = measurable(screen("/lobby", lang, TV))
    card = lobby.locator(".card[data-kept-shown]")
    saffron = card.evaluate(COLOUR)

    lobby.context.set_offline(True)
    lobby.wait_for_selector("[data-line=down]", timeout=10_000)
    assert card.evaluate(COLOUR) == "rgb(195, 203, 201)" != saffron
    words = lobby.locator("[data-line-words]")
    since = lobby.locator("lobby-board").get_attribute("data-since")
    band, board = lobby.locator(".board-stale").bounding_box(), lobby.locator(".board").bounding_box()
    assert (band["y"], band["width"]) == (0, TV[0]), "the band is above everything"
    assert band["y"] + band["height"] <= board["y"] + 1
    expect(words).to_be_in_viewport(ratio=1)
    expect(words).to_contain_text(since if lang == "en" else persian_digits(since))
    assert cut(lobby) == []

    lobby.context.set_offline(False)
    lobby.wait_for_selector("[data-line=up]", timeout=2000)
    assert card.evaluate(COLOUR) == saffron


@DISTANCES
def test_what_turns_the_sound_on_covers_nothing(busy, screen, distance):
    stand_at(screen, distance)
    context = screen.context(TV)
    context.add_init_script("Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });")
    lobby = context.new_page()
    lobby.goto(Screens.address("/lobby", "fa"))
    measurable(lobby)

    button = lobby.locator("[data-sound]")
    expect(button).to_be_in_viewport(ratio=1)
    box, board = button.bounding_box(), lobby.locator(".board").bounding_box()
    assert box["y"] + box["height"] <= board["y"] + 1
    assert board["y"] + board["height"] <= TV[1] + 1
    assert cut(lobby) == []
