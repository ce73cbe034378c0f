"""A lobby whose network is cut for 1 s, 30 s and 10 min, without a word: no old call looks live, each that stands rings
once, and none that is over. (Playwright's clock needs pages without their Content Security Policy.)"""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from deskq.core.text.persian import persian_digits
from tests.e2e.app_server import AppServer, AppServerWithClock
from tests.e2e.relay import Relay
from tests.e2e.visitor_steps import live, rang
from tests.tools.steps import should_be

SERVER_CLASS = AppServerWithClock
LIMIT = 8.5 + 1.5  # seconds of silence after which a screen says so, and those of a busy machine
RIGHT_AGAIN = 6.0
SHOWN = "[data-card][data-kept-shown] .card-code"
LINES = """() => { window.lines = []; document.querySelector("lobby-board")
  .addEventListener("deskq:line", ({ detail }) => window.lines.push(detail.line)); }"""


@pytest.fixture
def relay(server: AppServer) -> Iterator[Relay]:
    made = Relay(int(server.address.rpartition(":")[2]))
    yield made
    made.close()


@pytest.fixture
def first(server) -> dict[str, object]:
    server.open(1, 2, 4)
    return server.issue()


@pytest.fixture
def lobby(server, relay, screen, first) -> Page:
    """It has rung for the call at counter 1; its clock is the page's own, which tests may move."""
    page = screen.context((1920, 1080), bypass_csp=True).new_page()
    page.clock.install()
    page.goto(f"{relay.address}/lobby")
    live(page)
    page.evaluate(LINES)
    server.call(1, first["id"])
    page.wait_for_function("deskqRang.length === 1")
    return page


class Meanwhile:
    """What happens at the counters while the screen is cut off: one call is over, another stands, a third came and
    went."""

    def __init__(self, server: AppServer, first: dict[str, object]) -> None:
        self.before = server.api("lobby", "GET", "/board")["called"][0]["call"]
        server.press(first["id"], "service", "completion")
        over = server.ticket_at(4, "done", "renewal_levy")
        self.standing = server.ticket_at(2, "called")
        calls = server.query_rows("SELECT ticket_id, sequence FROM journal WHERE kind = 'ticket.called'")
        self.over, self.call = (dict(calls)[ticket["id"]] for ticket in (over, self.standing))


def right_again(lobby: Page, seen: Meanwhile, *rings: int) -> float:
    """Seconds until the present call is shown on a screen that is live."""
    begin = monotonic()
    expect(lobby.locator(SHOWN)).to_have_text(persian_digits(seen.standing["code"]), timeout=30_000)
    lobby.wait_for_selector("[data-line=up]", timeout=30_000)
    seconds = monotonic() - begin
    lobby.wait_for_function(f"deskqRang.length >= {1 + len(rings)}", timeout=30_000)
    assert rang(lobby) == [seen.before, *rings]
    return seconds


def test_a_cut_of_a_second_is_not_noticed_and_each_call_of_it_rings_once(server, relay, lobby, first):
    """Also the one that is over: it was made a second ago."""
    relay.cut()
    seen = Meanwhile(server, first)
    lobby.clock.run_for(1000)
    relay.mend()

    print(f"cut for 1 s: right again after {right_again(lobby, seen, seen.over, seen.call):.1f} s")
    assert lobby.evaluate("lines") == []
    nothing_more_rings(server, lobby, 3)


@pytest.mark.soak
def test_a_cut_of_30_s_is_said_in_time_and_its_call_rings_once(server, relay, lobby, first):
    relay.cut()
    begin = monotonic()
    seen = Meanwhile(server, first)
    lobby.wait_for_selector("[data-line=down]", timeout=1000 * LIMIT)
    said = monotonic() - begin
    lobby.wait_for_timeout(1000 * (30 - said))
    cut_off(lobby)
    relay.mend()

    took = right_again(lobby, seen, seen.call)
    print(f"cut for 30 s: said after {said:.1f} s, right again after {took:.1f} s")
    should_be(took, RIGHT_AGAIN)
    nothing_more_rings(server, lobby, 2)


@pytest.mark.soak
def test_a_cut_of_ten_minutes_is_said_all_the_while_and_its_call_rings_once(server, relay, lobby, first):
    """The page's clock and the server's run ahead."""
    relay.cut()
    seen = Meanwhile(server, first)
    for _ in range(20):
        lobby.clock.fast_forward(30_000)
        cut_off(lobby)
    server.advance_to(server.now() + timedelta(minutes=10))
    relay.mend()

    took = right_again(lobby, seen, seen.call)
    print(f"cut for 10 min: right again after {took:.1f} s")
    should_be(took, RIGHT_AGAIN)
    nothing_more_rings(server, lobby, 2)


def cut_off(lobby: Page) -> None:
    """It says that it is not live, has said so without a break, and has rung for nothing since."""
    expect(lobby.locator("lobby-board")).to_have_attribute("data-line", "down")
    expect(lobby.locator("[data-line-words]")).not_to_be_empty()
    assert set(lobby.evaluate("lines")) == {"down"}
    assert len(rang(lobby)) == 1


def nothing_more_rings(server: AppServer, lobby: Page, before: int) -> None:
    """The call after the cut rings as the next one, so nothing else is on its way."""
    last = server.ticket_at(4, "called", "renewal_levy")
    expect(lobby.locator(SHOWN)).to_have_text(persian_digits(last["code"]), timeout=20_000)
    assert len(rang(lobby)) == before + 1
