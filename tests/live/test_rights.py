"""Permissions of open sockets are checked again; what ends a subscription and what does not."""

import pytest

from deskq.access.devices import service as device_service
from deskq.queue.service import counters
from tests.live.conftest import holder


@pytest.fixture
def ask_again(app):
    return app.extensions["deskq_follower"].guard.recheck


@pytest.fixture
def desk(socket, enter, at):
    """The socket of the clerk who holds counter 2, and the browser it is in."""
    counters.open_counter(at(2))
    browser = enter(holder(at(2)))
    made = socket(browser)
    assert made.watch("counter", counter=2)["ok"]
    made.browser = browser
    return made


def test_an_idle_socket_is_found_and_ended(desk, later, ask_again):
    later(minutes=59)
    ask_again()
    assert desk.connected

    later(minutes=2)
    ask_again()

    assert not desk.connected


def test_a_clerk_who_presses_keeps_the_socket_that_was_opened_long_ago(desk, later, ask_again):
    for _ in range(4):
        later(minutes=50)
        desk.browser.get("/account")
        ask_again()

    assert desk.connected


def test_a_page_that_fetches_its_panel_and_a_socket_that_watches_are_no_presses(desk, later, ask_again):
    later(minutes=40)
    desk.browser.get("/counters/2/panel", headers={"X-Fragment": "1"})
    assert desk.watch("counter", counter=2)["ok"]
    later(minutes=21)

    ask_again()

    assert not desk.connected
    assert desk.browser.get("/account").status_code != 200


def test_nobody_works_longer_than_a_working_day(desk, later, ask_again):
    for _ in range(17):
        later(minutes=50)
        desk.browser.get("/account")

    ask_again()

    assert not desk.connected


def test_a_counter_that_changed_hands_is_seen_no_more_by_who_looked_at_it_free(socket, enter, at, follow):
    onlooker = socket(enter(holder(at(1))))
    assert onlooker.watch("counter", counter=3)["ok"]
    follow()
    onlooker.heard()
    counters.open_counter(at(3))

    follow()

    assert not onlooker.connected


def test_whoever_takes_another_counter_does_not_go_on_hearing_the_free_one(socket, enter, at, follow):
    clerk = socket(enter(holder(at(1))))
    assert clerk.watch("counter", counter=3)["ok"]
    follow()
    counters.open_counter(at(1))

    follow()

    assert not clerk.connected


def test_whoever_takes_the_counter_they_look_at_goes_on(socket, enter, at, follow):
    clerk = socket(enter(holder(at(3))))
    assert clerk.watch("counter", counter=3)["ok"]
    follow()
    clerk.heard()
    counters.open_counter(at(3))

    follow()

    assert clerk.connected
    assert len(clerk.states()) == 1


def test_a_counter_freed_by_a_supervisor_may_still_be_looked_at_until_it_is_taken(desk, at, office, follow):
    follow()
    counters.free_counter(office, "test", at(2).counter_id)
    follow()
    assert desk.connected


def test_a_panel_is_not_sent_before_it_was_asked_who_sits_there(app, socket, enter, at, follow):
    onlooker = socket(enter(holder(at(1))))
    onlooker.watch("counter", counter=3)
    follow()
    onlooker.heard()
    broadcaster = app.extensions["deskq_follower"].broadcaster
    counters.open_counter(at(3))

    broadcaster.send([screen for screen in broadcaster.screens() if screen.type == "counter"])

    assert not onlooker.connected


@pytest.mark.parametrize("kind", ["lobby", "kiosk"])
def test_a_device_is_asked_again_too(socket, pair, office, ask_again, kind):
    device = pair(kind)
    screen = socket(device)
    screen.watch(kind)
    ask_again()
    assert screen.connected
    device_service.revoke_device(office, device.device_id, "test")

    ask_again()

    assert not screen.connected


def test_an_end_that_comes_between_deciding_and_listening_is_not_missed(app, socket, pair, office, monkeypatch):
    from deskq.live import subscriptions

    device = pair("lobby")
    follower = app.extensions["deskq_follower"]
    decide = subscriptions.authorize

    def slowly(given):
        found = decide(given)
        device_service.revoke_device(office, device.device_id, "test")
        follower.guard.rounds += 1
        return found

    monkeypatch.setattr(subscriptions, "authorize", slowly)
    screen = socket(device)

    assert screen.watch("lobby") == {"ok": False, "type": "forbidden"}
    assert not screen.connected


def test_a_socket_that_left_is_not_asked(app, desk, later):
    desk.leave()

    assert app.extensions["deskq_follower"].guard._subscriptions == {}
