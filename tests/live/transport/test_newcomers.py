"""Silent connections of one address give way to newer ones; a hall behind one address is never refused."""

import socket
import time

import pytest

from deskq.live.transport import server, websocket_transport
from deskq.live.transport.newcomers import Newcomers
from tests.tools.steps import should_be

from .conftest import Desk

HALL = 200 + 300  #: screens and phones behind one address
MOST = 20  #: websockets of the small server that watch nothing yet


@pytest.fixture(autouse=True)
def clients_that_answer_no_ping(monkeypatch):
    monkeypatch.setenv("TINY_PING", "60")
    monkeypatch.setenv("TINY_UNWATCHED", str(MOST))


@pytest.fixture
def ended() -> list[str]:
    return []


def enter(newcomers: Newcomers, ended: list[str], name: str, address: str = "192.0.2.1") -> object:
    return newcomers.enter(address, lambda: ended.append(name))


def test_with_too_many_of_an_address_the_oldest_is_closed(ended):
    newcomers = Newcomers(2)
    for name in "abc":
        enter(newcomers, ended, name)
    enter(newcomers, ended, "other", "192.0.2.2")

    assert ended == ["a"]
    assert newcomers.count("192.0.2.1") == 2


def test_who_has_asked_for_something_does_not_count_and_leaving_twice_harms_no_other(ended):
    newcomers = Newcomers(2)
    for name in "abcdef":
        one = enter(newcomers, ended, name)
        newcomers.leave(one)
    enter(newcomers, ended, "g")
    newcomers.leave(one)

    assert ended == []
    assert newcomers.count("192.0.2.1") == 1


def test_the_limits_are_beyond_a_hall_that_reconnects_at_once():
    assert server.MOST_SILENT > HALL
    assert websocket_transport.MOST_UNWATCHED > HALL


def test_1500_silent_connections_leave_room_for_everybody(desk: Desk):
    before = desk.get("/clients")["descriptors"]
    silent = [socket.create_connection(("127.0.0.1", desk.port), timeout=10) for _ in range(1500)]
    try:
        said = desk.until(lambda said: said["descriptors"] <= before + server.MOST_SILENT + 10)
        began = time.monotonic()
        desk.line().join()

        assert said["descriptors"] > before + server.MOST_SILENT / 2
        should_be(time.monotonic() - began, 5)
    finally:
        for one in silent:
            one.close()


def test_sockets_that_watch_nothing_give_way_too(desk: Desk):
    lines = [desk.line() for _ in range(MOST + 30)]

    said = desk.until(lambda said: said["clients"] <= MOST)

    assert said["clients"] == MOST
    lines[-1].join()


def test_those_that_watch_stay_however_many_come_after_them(desk: Desk):
    screens = [desk.line().join() for _ in range(5)]
    for one in screens:
        one.say('421["watch",{}]')
        assert one.frame().startswith("42")

    for _ in range(MOST + 30):
        desk.line()

    desk.until(lambda said: said["clients"] == MOST + len(screens))
    desk.get("/broadcast?size=10")
    for one in screens:
        assert "frame" in next(frame for frame in one.frames() if not frame.startswith("43"))
