"""Lost connections and stopped servers during a visit: every screen shows it and recovers by itself."""

from threading import Thread
from time import monotonic

import pytest
from playwright.sync_api import Route, expect

from deskq.core.text.persian import persian_digits
from tests.e2e.visitor_steps import live, press, rang, ticket_shown
from tests.tools.steps import should_be

SAYS_SO = 10_000
RIGHT_AGAIN = 2.0
GUIDANCE = "راهنمایی و حفاری"


def test_a_lobby_cut_off_in_the_middle_of_a_visit_is_right_again_in_two_seconds(server, screen):
    server.open(1, 2)
    first = server.ticket_at(1, "called")
    lobby = live(screen("/lobby", size=(1920, 1080)))
    shown = lobby.locator("[data-card][data-kept-shown] .card-code")
    expect(shown).to_have_text(persian_digits(first["code"]))

    lobby.context.set_offline(True)
    lobby.wait_for_selector("[data-line=down]", timeout=SAYS_SO)
    expect(lobby.locator("[data-line-words]")).not_to_be_empty()
    server.press(first["id"], "service", "completion")
    second = server.ticket_at(2, "called", "renewal_levy")
    lobby.context.set_offline(False)
    back = monotonic()

    expect(shown).to_have_text(persian_digits(second["code"]))
    should_be(monotonic() - back, RIGHT_AGAIN)
    live(lobby)
    expect(lobby.locator("[data-line-words]")).to_be_empty()
    lobby.wait_for_function("deskqRang.length")
    assert rang(lobby) == [server.call_id(second)]


def test_a_lobby_whose_server_hangs_says_so_and_shows_the_call_of_meanwhile(server, screen):
    server.open(1)
    lobby = live(screen("/lobby", size=(1920, 1080)))
    issued = server.issue()

    server.freeze()
    lobby.wait_for_selector("[data-line=down]", timeout=SAYS_SO)
    band, board = lobby.locator(".board-stale").bounding_box(), lobby.locator(".board").bounding_box()
    assert (band["x"], band["y"], band["width"]) == (0, 0, 1920), "the red band is above everything"
    assert band["y"] + band["height"] <= board["y"] + 1
    pressed = Thread(target=server.call, args=(1,))  # a press that the hanging server answers only when it is back
    pressed.start()
    server.thaw()
    back = monotonic()

    expect(lobby.locator("[data-card][data-kept-shown] .card-code")).to_have_text(persian_digits(issued["code"]))
    should_be(monotonic() - back, RIGHT_AGAIN)
    pressed.join()
    live(lobby)
    lobby.wait_for_function("deskqRang.length")
    assert rang(lobby) == [server.call_id(issued)]


def test_a_call_made_just_before_the_server_is_killed_rings_once(server, screen):
    server.open(1)
    lobby = live(screen("/lobby", size=(1920, 1080)))
    issued = server.issue()

    server.call(1)
    server.stop()
    lobby.wait_for_selector("[data-line=down]", timeout=SAYS_SO)
    server.start()

    live(lobby)
    lobby.wait_for_function("deskqRang.length")
    assert rang(lobby) == [server.call_id(issued)]


LACKING = """() => new Promise((tell) => {
  const board = document.querySelector("lobby-board");
  const version = Number(board.dataset.version) + 1;
  board.addEventListener("deskq:state", ({ detail }) => tell(detail), { once: true });
  if (board.show({ version, at: new Date().toISOString(), parts: ["a name"] })) tell("shown without its part");
})"""


@pytest.mark.soak
def test_a_lobby_that_lacks_a_part_of_a_state_asks_for_the_whole(server, screen):
    server.open(1)
    first = server.ticket_at(1, "called")
    lobby = live(screen("/lobby", size=(1920, 1080)))

    state = lobby.evaluate(LACKING)

    assert all(isinstance(part, list) for part in state["parts"])
    expect(lobby.locator("[data-card][data-kept-shown] .card-code")).to_have_text(persian_digits(first["code"]))
    assert lobby.locator("lobby-board").get_attribute("data-line") == "up"


def test_a_clerk_without_a_connection_is_told_and_the_visit_goes_on(server, screen):
    desk = screen.clerk("karimi", 1)
    server.issue()
    desk.locator("#big").click()
    desk.wait_for_selector(".visitor[data-state=called]")

    desk.context.set_offline(True)
    desk.wait_for_selector("[data-line=down]", timeout=SAYS_SO)
    press(desk, "F9")
    expect(desk.locator("[data-problem]")).not_to_be_empty()
    desk.context.set_offline(False)
    live(desk)
    press(desk, "F9")

    desk.wait_for_selector(".visitor[data-state=serving]")
    expect(desk.locator("[data-problem]")).to_be_empty()


def test_a_kiosk_without_its_server_says_so_and_recovers_by_itself(server, screen):
    kiosk = live(screen("/kiosk", size=(1080, 1920)))

    server.stop()
    kiosk.wait_for_selector("[data-away]:not([hidden])", timeout=SAYS_SO)
    server.start()

    kiosk.wait_for_selector("[data-away]", state="hidden")
    kiosk.get_by_role("link", name=GUIDANCE).click()
    expect(kiosk.locator("#choice-info_desk")).to_be_visible()


def test_a_tap_whose_answer_was_lost_makes_one_ticket(server, screen):
    kiosk = live(screen("/kiosk", size=(1080, 1920)))
    kiosk.goto("/kiosk/services/info_desk")
    answers = []

    def lose_the_first(route: Route) -> None:
        answers.append(route.fetch(max_redirects=0))
        if len(answers) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answers[-1])

    kiosk.route("**/kiosk/tickets", lose_the_first)
    kiosk.locator("button[name=priority][value='']").click()
    kiosk.wait_for_function("() => document.querySelector('main').dataset.page === 'ticket'")

    _, path = ticket_shown(kiosk)
    assert len(answers) == 2
    assert {answer.headers["location"].rpartition("/")[2] for answer in answers} == {path.rpartition("/")[2]}
    assert server.waiting() == 1
