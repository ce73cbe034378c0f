"""What a client that is connected costs, and how it is asked whether it is still there."""

import select
import time

import engineio

from deskq.live.transport.client import Client
from tests.tools.steps import should_be

from .conftest import Desk

CLIENTS = 20


def test_a_client_that_watches_has_one_greenlet(desk: Desk) -> None:
    before = desk.get("/greenlets")["alive"]
    lines = [desk.line().join() for _ in range(CLIENTS)]
    desk.until(lambda now: now["clients"] == CLIENTS)

    assert desk.get("/greenlets")["alive"] <= before + CLIENTS + 1  # one looks after all

    for line in lines:
        line.close()
    desk.until(lambda now: now["clients"] == 0)
    assert desk.get("/greenlets")["alive"] <= before + 1


def test_clients_that_came_together_are_asked_one_after_the_other(desk: Desk) -> None:
    lines = {line.sock: line for line in [desk.line().join() for _ in range(CLIENTS)]}
    began, asked = time.monotonic(), list[float]()

    while lines:
        for sock in select.select(list(lines), [], [], 10)[0]:
            assert lines.pop(sock).frame(pings=False) == "2"
            asked.append(time.monotonic() - began)

    should_be(asked[-1], 1.5)  # the interval is 1 s
    assert asked[-1] - asked[0] > 0.08


def test_a_client_is_asked_again_after_each_answer_and_dropped_without_one(desk: Desk) -> None:
    line = desk.line().join()

    for _ in range(3):
        assert line.frame(pings=False) == "2"
        line.say("3")
    assert line.frame(pings=False) == "2"

    line.rest()
    desk.until(lambda now: now["clients"] == 0)


def test_a_clock_that_is_set_on_ends_no_connection(monkeypatch) -> None:
    client = Client(engineio.Server(async_mode="threading"), "id")
    set_on = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: set_on)

    assert client.check_ping_timeout()
    assert not client.closed
