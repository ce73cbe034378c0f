"""The WSGI server: fast on keep-alive connections, and stops within its limit."""

import http.client
import signal
import socket
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from deskq.live.transport import server
from tests.tools.steps import should_be
from tests.tools.waiting import until

from .conftest import Desk, start

REQUESTS = 200
NAGLE_SECONDS = 0.044


def test_requests_on_one_connection_are_not_delayed_by_nagle(desk: Desk) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=10)

    def ask() -> None:
        connection.request("GET", "/clients")
        connection.getresponse().read()

    each = _seconds_each(ask) - _seconds_of_a_bare_echo()
    connection.close()

    should_be(each, NAGLE_SECONDS / 2)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_with_open_sockets(desk: Desk, number: int) -> None:
    desk.line().join()

    desk.process.send_signal(number)

    assert desk.process.wait(30) == 0


def test_running_requests_are_finished_before_the_server_stops(desk: Desk) -> None:
    kept = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=10)
    kept.request("GET", "/healthz")
    kept.getresponse().read()
    with closing(kept), first_half(desk) as client:
        desk.process.terminate()
        until(lambda: not listens(desk.port))
        kept.request("GET", "/end-of-long")

        assert b"second" in b"".join(iter(lambda: client.recv(4096), b""))
    assert desk.process.wait(30) == 0


def first_half(desk: Desk) -> socket.socket:
    """A connection on which the first half of a slow response has come."""
    client, answer = socket.create_connection(("127.0.0.1", desk.port), timeout=10), b""
    client.sendall(b"GET /long HTTP/1.1\r\nHost: desk\r\n\r\n")
    while b"first" not in answer:
        answer += client.recv(4096)
    return client


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_port_in_use_is_reported_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    second = start(desk.port, tmp_path / "errors")

    assert second.wait(10) == 1
    assert (tmp_path / "errors").read_text() == (
        f"deskq cannot listen on 127.0.0.1 port {desk.port}: another program uses it. "
        "DESKQ_HOST and DESKQ_PORT choose another.\n"
    )


def test_a_host_that_is_unknown_is_reported_in_the_words_of_the_resolver() -> None:
    with pytest.raises(
        OSError, match=r"deskq cannot listen on nowhere.invalid port 8000: [^:]+[.] DESKQ_HOST"
    ) as error:
        server.listen("nowhere.invalid", 8000)

    assert "unknown error" not in str(error.value)


def test_a_browser_that_disconnects_during_a_response_is_no_error(desk: Desk) -> None:
    first_half(desk).close()

    desk.get("/end-of-long")

    desk.process.terminate()
    assert desk.process.wait(30) == 0


def _seconds_each(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    for _ in range(REQUESTS):
        act()
    return (time.perf_counter() - began) / REQUESTS


def _seconds_of_a_bare_echo() -> float:
    """The same number of turns between two plain sockets: how busy this machine is."""
    ours, theirs = socket.socketpair()

    def echo() -> None:
        while data := theirs.recv(100):
            theirs.sendall(data)

    thread = Thread(target=echo)
    thread.start()
    with ours, theirs:
        took = _seconds_each(lambda: (ours.sendall(b"x"), ours.recv(100))[0])
        ours.shutdown(socket.SHUT_WR)
        thread.join()
    return took
