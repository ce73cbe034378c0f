"""Permissions of open sockets are checked again; what ends a subscription and what does not."""

import pytest

from deskq.access.devices import service as device_service
from deskq.core.extensions import db
from deskq.live import subscriptions
from deskq.live.screen_types import Subscription
from deskq.queue.service import counters
from deskq.staff import queries
from deskq.staff import service as staff_service
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


def test_the_socket_of_an_idle_session_is_ended_and_no_longer_rechecked(app, desk, later, ask_again):
    later(minutes=59)
    ask_again()
    assert desk.connected

    later(minutes=2)
    ask_again()

    assert not desk.connected
    assert app.extensions["deskq_follower"].guard._subscriptions == {}


def test_fetching_a_panel_and_watching_do_not_count_as_actions(desk, later, ask_again):
    later(minutes=40)
    desk.browser.get("/counters/2/panel", headers={"X-Fragment": "1"})
    assert desk.watch("counter", counter=2)["ok"]
    later(minutes=21)

    ask_again()

    assert not desk.connected
    assert desk.browser.get("/account").status_code == 303


def test_actions_of_a_clerk_keep_an_old_socket_open_until_the_session_ends_after_a_working_day(desk, later, ask_again):
    for number in range(17):
        later(minutes=50)
        desk.browser.get("/account")
        if number < 4:
            ask_again()
            assert desk.connected

    ask_again()

    assert not desk.connected


def test_who_signs_in_again_before_the_end_of_the_old_sessions_is_read_stays(socket, enter, at, follow):
    name = holder(at(2))
    old = socket(enter(name))
    assert old.watch("counter", counter=2)["ok"]
    follow()
    staff_service.sign_out_everywhere(queries.person_by_name(db.session(), name).id, "test")
    new = socket(enter(name))
    assert new.watch("counter", counter=2)["ok"]

    follow()

    assert new.connected
    assert not old.connected


def test_one_that_cannot_be_checked_is_ended_and_the_others_are_checked(app, desk, socket, enter, at, later, ask_again):
    guard = app.extensions["deskq_follower"].guard
    broken = socket(enter(holder(at(1))))
    assert broken.watch("counter", counter=3)["ok"]
    first, second = list(guard._subscriptions)
    fails = Subscription("counter", 1, 3, (), lambda: 1 // 0)
    for sid, held in list(guard._subscriptions.items()):
        if sid == second:
            held.update(dict.fromkeys(held, fails))
    guard._subscriptions = {second: guard._subscriptions[second], first: guard._subscriptions[first]}
    later(minutes=61)

    ask_again()

    assert (broken.connected, desk.connected) == (False, False)


@pytest.mark.parametrize(
    ("watcher", "opened", "stays"),
    [(1, 3, False), (1, 1, False), (3, 3, True)],
    ids=["somebody opens it", "its watcher opens another", "its watcher opens it"],
)
def test_a_free_counter_is_watched_until_somebody_else_or_another_is_opened(
    socket, enter, at, follow, watcher, opened, stays
):
    clerk = socket(enter(holder(at(watcher))))
    assert clerk.watch("counter", counter=3)["ok"]
    follow()
    clerk.heard()
    counters.open_counter(at(opened))

    follow()

    assert clerk.connected is stays
    assert len(clerk.states()) == stays


def test_a_counter_freed_by_a_supervisor_can_be_watched_until_somebody_opens_it(desk, at, office, follow):
    follow()
    counters.free_counter(office, "test", at(2).counter_id)
    follow()
    assert desk.connected


def test_a_panel_is_sent_only_after_its_clerk_is_checked(app, socket, enter, at, follow):
    onlooker = socket(enter(holder(at(1))))
    onlooker.watch("counter", counter=3)
    follow()
    onlooker.heard()
    broadcaster = app.extensions["deskq_follower"].broadcaster
    counters.open_counter(at(3))

    broadcaster.send([screen for screen in broadcaster.screens() if screen.type == "counter"])

    assert not onlooker.connected


@pytest.mark.parametrize("kind", ["lobby", "kiosk"])
def test_devices_are_rechecked_too(socket, pair, office, ask_again, kind):
    device = pair(kind)
    screen = socket(device)
    screen.watch(kind)
    ask_again()
    assert screen.connected
    device_service.revoke_device(office, device.device_id, "test")

    ask_again()

    assert not screen.connected


def test_an_ending_event_between_the_check_and_the_subscription_is_not_missed(app, socket, pair, office, monkeypatch):
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
