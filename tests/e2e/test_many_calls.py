"""Calls within one second: all are listed, the bell rings for one after another, never twice."""

from itertools import pairwise

import pytest

from deskq.core.text.persian import persian_digits
from tests.e2e.visitor_steps import live, rang

HOLD = 2500
#: Every number that stood on the card or in the list at some time.
WATCHED = """() => {
  window.deskqListed = [];
  setInterval(() => {
    for (const code of document.querySelectorAll(".card-code, .row-code"))
      if (code.checkVisibility()) deskqListed.push(code.innerText.trim());
  }, 200);
}"""


def test_calls_that_come_together_all_show_and_ring_one_after_another(server, screen):
    counters = {1: "info_desk", 2: "renewal_levy", 3: "completion"}
    server.open(*counters)
    issued = {number: server.issue(service) for number, service in counters.items()}
    lobby = live(screen("/lobby", size=(1920, 1080)))

    for number in counters:
        server.call(number, issued[number]["id"])

    lobby.wait_for_function("() => document.querySelectorAll('[data-row]').length === 3", timeout=2000)
    assert len(rang(lobby)) == 1
    lobby.wait_for_function("() => deskqRang.length === 3", timeout=4 * HOLD)
    calls = {row["call"]: row["counter"] for row in server.api("lobby", "GET", "/board")["called"]}
    assert [calls[call] for call in rang(lobby)] == list(counters)
    first, second, third = lobby.evaluate("deskqRangAt")
    assert second - first > HOLD - 50
    assert third - second > HOLD - 50


@pytest.mark.soak
def test_six_calls_and_two_recalls_within_a_second_ring_once_each_though_states_come_between(server, screen):
    counters = {
        1: "info_desk", 2: "renewal_levy", 3: "completion", 4: "utility_inquiry", 5: "building_permit", 6: "art100"
    }  # fmt: skip
    server.open(*counters)
    issued = {number: server.issue(service) for number, service in counters.items()}
    lobby = live(screen("/lobby", size=(1920, 1080)))
    lobby.wait_for_selector("lobby-board[data-layout=full]")
    lobby.evaluate(WATCHED)

    for number in counters:
        server.call(number, issued[number]["id"])
    for number in (5, 6):  # the sixth has not been shown yet, nor has the fifth
        server.press(issued[number]["id"], "recall")
    lobby.wait_for_function("() => deskqRang.length === 1", timeout=HOLD)
    server.issue()  # a state that comes between

    lobby.wait_for_function("() => document.querySelectorAll('[data-row]').length === 6", timeout=2000)
    lobby.wait_for_function("() => deskqRang.length === 6", timeout=7 * HOLD)
    server.issue()
    lobby.wait_for_function("() => performance.now() > deskqRangAt.at(-1) + 1.5 * 2500")
    rung = lobby.evaluate("deskqRang")
    calls = {row["call"]: row["counter"] for row in server.api("lobby", "GET", "/board")["called"]}
    assert [(calls[ring["call"]], ring["again"]) for ring in rung] == [(1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (6, 1)]
    times = lobby.evaluate("deskqRangAt")
    assert min(after - before for before, after in pairwise(times)) > HOLD - 50
    assert set(lobby.evaluate("deskqListed")) == {persian_digits(ticket["code"]) for ticket in issued.values()}
