"""A request body that comes too slowly ends its connection, whether the application reads it or not. A slow body that
keeps the least pace is taken."""

import socket
import time
from collections.abc import Iterator

import pytest

from .conftest import Desk, serving

GRACE = 1.0
#: Seconds after which a connection must have ended: those of grace, that of one piece, and some for a busy machine.
SECONDS = 15
LONG = b"Content-Length: 100000"
CHUNKED = b"Transfer-Encoding: chunked"


@pytest.fixture(params=["run", "gunicorn"], scope="module")
def slow_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    more = {"TINY_GUNICORN": "1"} if request.param == "gunicorn" else {}
    with serving(TINY_GRACE=str(GRACE), **more) as made:
        yield made


def begin(desk: Desk, path: bytes, length: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", desk.port), timeout=10)
    client.sendall(b"POST %s HTTP/1.1\r\nHost: desk\r\n%s\r\n\r\n" % (path, length))
    return client


def answer_of(client: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"}\n"):
        answer += client.recv(4096)
    return answer


def trickle(client: socket.socket, piece: bytes) -> bytes:
    """What comes back while a piece of the body is sent now and then, until the connection ends."""
    client.settimeout(0.2)
    answer, end = b"", time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            client.sendall(piece)
            more = client.recv(4096)
        except TimeoutError:
            continue
        except ConnectionError:
            return answer
        if not more:
            return answer
        answer += more
    raise AssertionError("the connection did not end")


@pytest.mark.parametrize(("length", "piece"), [(LONG, b"x"), (CHUNKED, b"1\r\nx\r\n")])
def test_a_body_of_a_byte_now_and_then_is_refused_and_its_connection_ends_also_if_nobody_reads_it(
    slow_desk: Desk, length: bytes, piece: bytes
) -> None:
    with begin(slow_desk, b"/body", length) as client:
        answer = trickle(client, piece)
    with begin(slow_desk, b"/unread", length) as client:
        unread = trickle(client, piece)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer.lower()
    assert answer.endswith(b"too-slow")
    assert unread.startswith(b"HTTP/1.1 200 ")
    assert unread.count(b"HTTP/1.1") == 1


def test_a_slow_body_that_goes_on_coming_arrives(slow_desk: Desk) -> None:
    with begin(slow_desk, b"/body", b"Content-Length: 8000") as client:
        for _ in range(16):
            client.sendall(b"x" * 500)
            time.sleep(0.2)  # the pace is what is tested: 2,500 bytes a second, for longer than the grace
        answer = answer_of(client)

    assert answer.endswith(b'{"bytes":8000}\n')


def test_a_connection_whose_body_was_read_stays_open(slow_desk: Desk) -> None:
    with begin(slow_desk, b"/body", b"Content-Length: 3") as client:
        client.sendall(b"abc")
        first = answer_of(client)
        client.sendall(b"POST /body HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")
        second = answer_of(client)

    assert [answer.partition(b"\r\n")[0] for answer in (first, second)] == [b"HTTP/1.1 200 OK"] * 2
    assert b"close" not in (first + second).lower()
