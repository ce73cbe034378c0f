"""Three calls within a second: the list shows all at once, the bell rings for one after another."""

from tests.journeys.steps import live, rang

HOLD = 4000


def test_calls_that_come_together_all_show_and_ring_one_after_another(house, screen):
    counters = {1: "info_desk", 2: "renewal_levy", 3: "completion"}
    house.open(*counters)
    issued = {number: house.issue(service) for number, service in counters.items()}
    lobby = live(screen("/lobby", size=(1920, 1080)))

    for number in counters:
        house.call(number, issued[number]["id"])

    lobby.wait_for_function("() => document.querySelectorAll('[data-row]').length === 3", timeout=2000)
    assert len(rang(lobby)) == 1
    lobby.wait_for_function("() => deskqRang.length === 3", timeout=4 * HOLD)
    calls = {row["call"]: row["counter"] for row in house.ask("lobby", "GET", "/board")["called"]}
    assert [calls[call] for call in rang(lobby)] == list(counters)
    first, second, third = lobby.evaluate("deskqRangAt")
    assert second - first > HOLD - 50
    assert third - second > HOLD - 50
